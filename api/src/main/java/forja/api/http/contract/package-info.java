/** The api's document, as programs read it. */
@NullMarked
package forja.api.http.contract;

import org.jspecify.annotations.NullMarked;
