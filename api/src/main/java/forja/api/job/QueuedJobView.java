package forja.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.ledger.JobRow;
import forja.api.ledger.QueuePlace;
import forja.api.ledger.QueueReader;
import java.util.Optional;

/** A job asked for alone: its view also tells how many go before it while it is queued. */
final class QueuedJobView {
  private final QueueReader queue;

  QueuedJobView(QueueReader queue) {
    this.queue = queue;
  }

  /** The view, and what changes whenever it does. */
  record Tagged(ObjectNode view, String tag) {}

  Tagged of(JobRow job) {
    var place = queue.place(job);
    return new Tagged(view(job, place), JobView.tag(job) + tag(place));
  }

  private static ObjectNode view(JobRow job, Optional<QueuePlace> place) {
    var view = JobView.of(job);
    if (place.isEmpty()) {
      return view.putNull("queue");
    }
    var name = place.get().isAtLeast() ? "positionAtLeast" : "position";
    var words = view.putObject("queue").put(name, place.get().position());
    JobView.time(words, "estimatedStart", place.get().estimatedStart());
    return view;
  }

  /** Without the estimate, which is another one at every look. */
  private static String tag(Optional<QueuePlace> place) {
    return place.map(known -> "-" + known.position()).orElse("");
  }
}
