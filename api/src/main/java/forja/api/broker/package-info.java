/** How the ledger reaches the broker. */
@NullMarked
package forja.api.broker;

import org.jspecify.annotations.NullMarked;
