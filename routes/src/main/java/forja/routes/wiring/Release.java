package forja.routes.wiring;

import forja.common.wire.JobWire.ReleasedJob;
import forja.common.wire.Wire;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * A released job on its way to its queue. The broker drops a second message with the same duplicate
 * id. The proof stands beside the job: also what cannot be read can be told of.
 */
record Release(String queue, String job, String duplicateId, String proof, byte[] json) {
  private static final SimpleString PROOF = SimpleString.of(Channels.PROOF_PROPERTY);

  static Release of(String queue, ReleasedJob job, String proof) {
    var duplicateId = job.id() + ":" + job.attempt() + ":" + job.release();
    return new Release(queue, job.id().toString(), duplicateId, proof, Wire.write(job));
  }

  void writeTo(ClientMessage message) {
    message.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(duplicateId));
    message.putStringProperty(Channels.JOB_PROPERTY, job);
    message.putStringProperty(PROOF, SimpleString.of(proof));
    message.getBodyBuffer().writeBytes(json);
  }

  /** Empty when the message has none. */
  static String proofIn(ClientMessage message) {
    var proof = message.getObjectProperty(PROOF);
    return proof == null ? "" : proof.toString();
  }
}
