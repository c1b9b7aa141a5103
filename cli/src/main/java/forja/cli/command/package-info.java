/** One class per command. */
@NullMarked
package forja.cli.command;

import org.jspecify.annotations.NullMarked;
