/** What really happened in a drill, told by those who were there. */
@NullMarked
package forja.chaos.history;

import org.jspecify.annotations.NullMarked;
