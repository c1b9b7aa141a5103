/** What a farm promises whatever happens to it, each promise held against a history. */
@NullMarked
package forja.chaos.promise;

import org.jspecify.annotations.NullMarked;
