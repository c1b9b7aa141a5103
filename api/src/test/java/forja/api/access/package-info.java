/** Who may do what, held against everything that can be asked for. */
@NullMarked
package forja.api.access;

import org.jspecify.annotations.NullMarked;
