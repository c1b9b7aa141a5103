/** Jobs the broker gave up. */
@NullMarked
package forja.routes.dead;

import org.jspecify.annotations.NullMarked;
