/** Jobs as callers see them: handing in, asking, stopping, watching. */
@NullMarked
package forja.api.job;

import org.jspecify.annotations.NullMarked;
