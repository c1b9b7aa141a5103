/** The customers of the farm: they come and go while it runs. */
@NullMarked
package forja.api.customer;

import org.jspecify.annotations.NullMarked;
