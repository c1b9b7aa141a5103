/** Stories of secrets: who is told them, and where their values are not. */
@NullMarked
package forja.secret;

import org.jspecify.annotations.NullMarked;
