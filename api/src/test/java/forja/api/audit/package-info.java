/** The audit, on a real database. */
@NullMarked
package forja.api.audit;

import org.jspecify.annotations.NullMarked;
