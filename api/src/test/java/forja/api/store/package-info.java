@NullMarked
package forja.api.store;

import org.jspecify.annotations.NullMarked;
