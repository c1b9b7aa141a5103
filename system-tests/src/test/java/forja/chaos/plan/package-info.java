/** What a drill does to the farm: jobs and faults, both following from a seed alone. */
@NullMarked
package forja.chaos.plan;

import org.jspecify.annotations.NullMarked;
