package forja.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.CallersJobs;
import forja.api.ledger.JobRow;
import forja.api.ledger.QueuePlace;
import forja.api.ledger.QueueReader;
import java.util.Optional;

/**
 * A job asked for alone: while it is queued its view also tells how many go before it, and what
 * holds it up.
 */
final class QueuedJobView {
  private final QueueReader queue;
  private final CallersJobs jobs;

  QueuedJobView(QueueReader queue, CallersJobs jobs) {
    this.queue = queue;
    this.jobs = jobs;
  }

  /** The view, and what changes whenever it does. */
  record Tagged(ObjectNode view, String tag) {}

  Tagged of(JobRow job) {
    var place = queue.place(job);
    var waitsFor = jobs.waitsFor(job);
    var view = view(job, place);
    waitsFor.ifPresent(what -> view.put("waitsFor", what));
    return new Tagged(view, JobView.tag(job) + placeTag(place) + reasonTag(waitsFor));
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
  private static String placeTag(Optional<QueuePlace> place) {
    return place.map(known -> "-" + known.position()).orElse("");
  }

  /** The reason may change without any event. */
  private static String reasonTag(Optional<String> waitsFor) {
    return waitsFor.map(what -> "-" + what.replace(' ', '-')).orElse("");
  }
}
