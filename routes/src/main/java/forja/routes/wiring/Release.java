package forja.routes.wiring;

import forja.common.wire.JobWire.ReleasedJob;
import forja.common.wire.Wire;

/**
 * A released job on its way to its queue. The broker drops a second message with the same duplicate
 * id.
 */
record Release(String queue, String job, String duplicateId, byte[] json) {

  static Release of(String queue, ReleasedJob job) {
    var duplicateId = job.id() + ":" + job.attempt() + ":" + job.release();
    return new Release(queue, job.id().toString(), duplicateId, Wire.write(job));
  }
}
