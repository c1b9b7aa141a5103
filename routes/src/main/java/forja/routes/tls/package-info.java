/** Certificates and keys as operators keep them: PEM files that may be replaced at any time. */
@NullMarked
package forja.routes.tls;

import org.jspecify.annotations.NullMarked;
