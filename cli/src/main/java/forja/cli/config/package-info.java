/** Where the api is and who we are. */
@NullMarked
package forja.cli.config;

import org.jspecify.annotations.NullMarked;
