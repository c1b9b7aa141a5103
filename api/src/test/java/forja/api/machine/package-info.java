@NullMarked
package forja.api.machine;

import org.jspecify.annotations.NullMarked;
