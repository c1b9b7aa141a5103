/** What a job is and what can happen to it. */
@NullMarked
package forja.common.job;

import org.jspecify.annotations.NullMarked;
