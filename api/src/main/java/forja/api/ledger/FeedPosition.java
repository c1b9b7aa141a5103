package forja.api.ledger;

import forja.common.job.JobId;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A place in the feed of all events of a customer: everything before it has been seen. */
public record FeedPosition(long transaction, JobId job, int number)
    implements Comparable<FeedPosition> {
  private static final Comparator<FeedPosition> ORDER =
      Comparator.comparingLong(FeedPosition::transaction)
          .thenComparing(FeedPosition::job)
          .thenComparingInt(FeedPosition::number);
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{1,9})");

  /** Before every event. */
  public static final FeedPosition START = before(0);

  /** Before every event of this transaction and the later ones. */
  static FeedPosition before(long transaction) {
    return new FeedPosition(transaction, new JobId(new UUID(0, 0)), 0);
  }

  /** Reads what {@link #toString} wrote. */
  public static Optional<FeedPosition> parse(String text) {
    var parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new FeedPosition(
                Long.parseLong(parts.group(1)),
                new JobId(UUID.fromString(parts.group(2))),
                Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(FeedPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return transaction + "-" + job + "-" + number;
  }
}
