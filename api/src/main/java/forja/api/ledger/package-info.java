/** The ledger: what jobs exist, where each stands, and who goes next. */
@NullMarked
package forja.api.ledger;

import org.jspecify.annotations.NullMarked;
