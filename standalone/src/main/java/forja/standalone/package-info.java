/** Broker, database, api and one worker in one process: a whole farm on one machine. */
@NullMarked
package forja.standalone;

import org.jspecify.annotations.NullMarked;
