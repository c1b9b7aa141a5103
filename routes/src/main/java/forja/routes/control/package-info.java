/** Orders to the workers, and what the workers tell of themselves. */
@NullMarked
package forja.routes.control;

import org.jspecify.annotations.NullMarked;
