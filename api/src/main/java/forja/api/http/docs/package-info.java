/** The reference as a page: the api's document, rendered once at the start. */
@NullMarked
package forja.api.http.docs;

import org.jspecify.annotations.NullMarked;
