/** Jobs that other systems post. */
@NullMarked
package forja.api.intake;

import org.jspecify.annotations.NullMarked;
