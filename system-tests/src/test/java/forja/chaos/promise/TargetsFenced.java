package forja.chaos.promise;

import forja.chaos.history.History;
import forja.chaos.history.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

final class TargetsFenced implements Promise {

  @Override
  public String says() {
    return "a target that has seen a job's newer token takes nothing of an older one";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    List<Breach> breaches = new ArrayList<>();
    var newest = new HashMap<String, Trace>();
    for (var trace : history.traces()) {
      var before = newest.putIfAbsent(trace.job(), trace);
      if (before == null) {
        continue;
      }
      if (before.token().compareTo(trace.token()) > 0) {
        breaches.add(Breach.of(trace + " stands after " + before, trace.job()));
      } else {
        newest.put(trace.job(), trace);
      }
    }
    return breaches.stream();
  }
}
