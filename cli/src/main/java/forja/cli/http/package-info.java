/** The way to the api: requests, streams, and what it says when it refuses. */
@NullMarked
package forja.cli.http;

import org.jspecify.annotations.NullMarked;
