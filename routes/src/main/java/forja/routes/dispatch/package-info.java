/** Released jobs on their way to the queues. */
@NullMarked
package forja.routes.dispatch;

import org.jspecify.annotations.NullMarked;
