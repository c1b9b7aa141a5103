/** What could not be read or delivered, over HTTP. */
@NullMarked
package forja.api.dead;

import org.jspecify.annotations.NullMarked;
