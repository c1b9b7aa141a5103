/** Secrets: sealed at rest, told to nobody but the worker that holds a job which names them. */
@NullMarked
package forja.api.secret;

import org.jspecify.annotations.NullMarked;
