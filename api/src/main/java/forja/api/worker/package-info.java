/** The workers as the api sees them. */
@NullMarked
package forja.api.worker;

import org.jspecify.annotations.NullMarked;
