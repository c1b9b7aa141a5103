/** The farm under random blows; a seed tells which, so that a failure can be repeated. */
@NullMarked
package forja.chaos;

import org.jspecify.annotations.NullMarked;
