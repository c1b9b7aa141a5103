/** Whether only those get in who may. */
@NullMarked
package forja.api.identity;

import org.jspecify.annotations.NullMarked;
