/** Following jobs while they happen. */
@NullMarked
package forja.cli.watch;

import org.jspecify.annotations.NullMarked;
