/** The HTTP front: the server, who may call, what a good request is, and how problems are told. */
@NullMarked
package forja.api.http;

import org.jspecify.annotations.NullMarked;
