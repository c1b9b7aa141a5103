@NullMarked
package forja.api.customer;

import org.jspecify.annotations.NullMarked;
