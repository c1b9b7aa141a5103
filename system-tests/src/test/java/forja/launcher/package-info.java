/** What the launcher promises. */
@NullMarked
package forja.launcher;

import org.jspecify.annotations.NullMarked;
