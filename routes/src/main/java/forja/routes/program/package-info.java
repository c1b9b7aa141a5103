/** What our programs have in common: their options, their start and their stop. */
@NullMarked
package forja.routes.program;

import org.jspecify.annotations.NullMarked;
