/** JSON, as trees: the client shows what the api says and has no types of its own for it. */
@NullMarked
package forja.cli.json;

import org.jspecify.annotations.NullMarked;
