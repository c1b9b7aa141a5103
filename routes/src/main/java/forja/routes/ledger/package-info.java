/** Reports on their way to the ledger. */
@NullMarked
package forja.routes.ledger;

import org.jspecify.annotations.NullMarked;
