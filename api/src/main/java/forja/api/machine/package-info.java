/** Machines: where they are in the network. */
@NullMarked
package forja.api.machine;

import org.jspecify.annotations.NullMarked;
