/** Proofs of secrets. */
@NullMarked
package forja.api.secret;

import org.jspecify.annotations.NullMarked;
