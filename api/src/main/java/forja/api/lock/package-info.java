/** Locks, limits and pauses: what keeps jobs from going. */
@NullMarked
package forja.api.lock;

import org.jspecify.annotations.NullMarked;
