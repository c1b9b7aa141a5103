/** Addresses, connections and the forja: component that feeds the routes. */
@NullMarked
package forja.routes.wiring;

import org.jspecify.annotations.NullMarked;
