/** The audit: who did what, on which object, from where, and how it ended. */
@NullMarked
package forja.api.audit;

import org.jspecify.annotations.NullMarked;
