/** Stores: what customers keep at the farm, each thing with a name, labels and a version. */
@NullMarked
package forja.api.store;

import org.jspecify.annotations.NullMarked;
