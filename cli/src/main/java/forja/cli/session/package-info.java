/** A login that ends by itself, and goes on. */
@NullMarked
package forja.cli.session;

import org.jspecify.annotations.NullMarked;
