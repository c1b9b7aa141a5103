/** Other systems post jobs to the broker and are answered there. */
@NullMarked
package forja.intake;

import org.jspecify.annotations.NullMarked;
