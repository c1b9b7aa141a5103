/** The farm under random faults; a seed tells which, so that a failure can be repeated. */
@NullMarked
package forja.chaos;

import org.jspecify.annotations.NullMarked;
