/** The api as its callers meet it, over a real ledger. */
@NullMarked
package forja.api.http;

import org.jspecify.annotations.NullMarked;
