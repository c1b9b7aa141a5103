/** What the farm promises those who wait: measured from one farm, part after part. */
@NullMarked
package forja.bench.promise;

import org.jspecify.annotations.NullMarked;
