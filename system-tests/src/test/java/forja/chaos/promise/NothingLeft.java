package forja.chaos.promise;

import forja.chaos.history.History;
import java.util.stream.Stream;

final class NothingLeft implements Promise {

  @Override
  public String says() {
    return "when all jobs have ended nothing waits, nothing is held and nothing runs";
  }

  @Override
  public Stream<Breach> breaches(History history) {
    return history.leftovers().entrySet().stream()
        .filter(left -> left.getValue() != 0)
        .map(left -> Breach.of(left.getKey() + ": " + left.getValue()));
  }
}
