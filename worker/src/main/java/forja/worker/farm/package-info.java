/** Does farm jobs. */
@NullMarked
package forja.worker.farm;

import org.jspecify.annotations.NullMarked;
