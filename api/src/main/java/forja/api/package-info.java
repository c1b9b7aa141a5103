/** The program that books jobs and answers for them. */
@NullMarked
package forja.api;

import org.jspecify.annotations.NullMarked;
