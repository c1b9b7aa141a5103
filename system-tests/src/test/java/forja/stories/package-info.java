/** What people and programs see of the farm, told by real ones from beginning to end. */
@NullMarked
package forja.stories;

import org.jspecify.annotations.NullMarked;
