/** The way of farm jobs through a worker. */
@NullMarked
package forja.routes.farm;

import org.jspecify.annotations.NullMarked;
