/** What authentication, scoping and audit cost those who ask the api. */
@NullMarked
package forja.bench.api;

import org.jspecify.annotations.NullMarked;
