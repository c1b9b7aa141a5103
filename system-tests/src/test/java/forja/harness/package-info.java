/** Starts real farms for stories: programs as processes, callers over HTTP and the command line. */
@NullMarked
package forja.harness;

import org.jspecify.annotations.NullMarked;
