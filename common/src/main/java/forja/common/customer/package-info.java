/** What is asked of the farm about its customers. */
@NullMarked
package forja.common.customer;

import org.jspecify.annotations.NullMarked;
