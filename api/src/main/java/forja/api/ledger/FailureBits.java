package forja.api.ledger;

import forja.common.job.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of failure as the ledger holds them: a bit for each. */
final class FailureBits {
  private FailureBits() {}

  static int of(Collection<Failure.Kind> kinds) {
    return kinds.stream().mapToInt(FailureBits::bit).sum();
  }

  /** Those that a policy may name. */
  static Set<Failure.Kind> kinds(int bits) {
    return Stream.of(Failure.Kind.values())
        .filter(kind -> kind.mayBeRetried() && (bits & bit(kind)) != 0)
        .collect(Collectors.toSet());
  }

  private static int bit(Failure.Kind kind) {
    return 1 << kind.code();
  }

  /** That of a failure which a policy may name; none of any other end. */
  static int ofEnd(Tale tale) {
    return tale.failure()
        .map(Failure::kind)
        .filter(Failure.Kind::mayBeRetried)
        .map(kind -> of(List.of(kind)))
        .orElse(0);
  }
}
