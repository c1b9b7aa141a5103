/** Who looks after users, and what happens to them. */
@NullMarked
package forja.api.user;

import org.jspecify.annotations.NullMarked;
