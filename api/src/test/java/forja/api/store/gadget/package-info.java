@NullMarked
package forja.api.store.gadget;

import org.jspecify.annotations.NullMarked;
