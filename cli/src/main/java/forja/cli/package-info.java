/** The client: what people type. */
@NullMarked
package forja.cli;

import org.jspecify.annotations.NullMarked;
