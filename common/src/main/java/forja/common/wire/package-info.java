/** Our words as JSON, and back. */
@NullMarked
package forja.common.wire;

import org.jspecify.annotations.NullMarked;
