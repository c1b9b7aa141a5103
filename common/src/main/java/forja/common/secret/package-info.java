/** What keeps a secret a secret: sealing, deriving keys, and masking what somebody prints. */
@NullMarked
package forja.common.secret;

import org.jspecify.annotations.NullMarked;
