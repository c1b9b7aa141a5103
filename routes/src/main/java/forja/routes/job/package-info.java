/** The steps every job goes through in a worker. */
@NullMarked
package forja.routes.job;

import org.jspecify.annotations.NullMarked;
