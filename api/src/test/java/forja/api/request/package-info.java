/** What is read, and what is refused. */
@NullMarked
package forja.api.request;

import org.jspecify.annotations.NullMarked;
