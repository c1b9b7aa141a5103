/** Secrets on their way from the api to the worker that holds a job which names them. */
@NullMarked
package forja.routes.secret;

import org.jspecify.annotations.NullMarked;
