/** What the whole code must look like, as rules that a build enforces. */
@NullMarked
package forja.architecture;

import org.jspecify.annotations.NullMarked;
