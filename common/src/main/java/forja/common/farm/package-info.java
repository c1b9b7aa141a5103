/** Work on the farm itself: pings, naps and drills. */
@NullMarked
package forja.common.farm;

import org.jspecify.annotations.NullMarked;
