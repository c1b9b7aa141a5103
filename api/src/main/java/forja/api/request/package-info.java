/**
 * Reads what callers ask for, whichever way it came: bytes to requests, or all that is wrong with
 * them.
 */
@NullMarked
package forja.api.request;

import org.jspecify.annotations.NullMarked;
