/** Who is asking: passwords, sessions, tokens, and the keys that sign them. */
@NullMarked
package forja.api.identity;

import org.jspecify.annotations.NullMarked;
