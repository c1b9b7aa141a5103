/** What is drawn: tables, progress bars, colours, and safe text. */
@NullMarked
package forja.cli.terminal;

import org.jspecify.annotations.NullMarked;
