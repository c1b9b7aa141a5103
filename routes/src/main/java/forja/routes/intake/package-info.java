/** Jobs that other systems post to the broker. */
@NullMarked
package forja.routes.intake;

import org.jspecify.annotations.NullMarked;
