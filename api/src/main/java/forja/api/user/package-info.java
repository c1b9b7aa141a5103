/** Users: who belongs to a customer, and what they may do. */
@NullMarked
package forja.api.user;

import org.jspecify.annotations.NullMarked;
