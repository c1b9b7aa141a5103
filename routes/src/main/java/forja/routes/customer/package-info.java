/** The way of jobs about customers, inside an api process. */
@NullMarked
package forja.routes.customer;

import org.jspecify.annotations.NullMarked;
