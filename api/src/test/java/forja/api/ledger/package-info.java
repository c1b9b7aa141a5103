/** Proofs of the ledger. */
@NullMarked
package forja.api.ledger;

import org.jspecify.annotations.NullMarked;
