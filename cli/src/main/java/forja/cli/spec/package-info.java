/** What people write on the command line, as JSON. */
@NullMarked
package forja.cli.spec;

import org.jspecify.annotations.NullMarked;
