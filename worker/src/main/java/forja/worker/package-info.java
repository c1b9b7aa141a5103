/** The program that does the work. */
@NullMarked
package forja.worker;

import org.jspecify.annotations.NullMarked;
