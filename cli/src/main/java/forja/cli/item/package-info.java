/** Customers, users, tokens, secrets, machines: one set of commands for whatever is kept. */
@NullMarked
package forja.cli.item;

import org.jspecify.annotations.NullMarked;
