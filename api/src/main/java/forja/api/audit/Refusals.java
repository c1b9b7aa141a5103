package forja.api.audit;

import forja.api.http.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Refused attempts on their way into the audit. The first of its kind is told at once; those that
 * come within a minute after it are told together when the minute is over, so that a flood does not
 * fill the audit. Safe for many threads.
 */
final class Refusals {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String MANY = "many";

  private final Clock clock;
  private final int most;
  private final Consumer<Refusal> writer;
  private final Map<Kind, Window> windows = new LinkedHashMap<>();

  /** Alike attempts that were refused, as they are told: the call is the last of them. */
  record Refusal(Kind kind, Call call, int times, Instant at) {}

  /** What makes refusals alike. */
  record Kind(int customer, String who, String address, String operation, int status) {

    static Kind of(Call call, int status) {
      var origin = call.origin();
      return new Kind(call.customer(), origin.who(), origin.address(), origin.operation(), status);
    }

    /** From everywhere: where more are refused at once than can be told apart. */
    Kind fromEverywhere() {
      return new Kind(0, "", MANY, operation, status);
    }
  }

  private static final class Window {
    private final Instant since;
    private Call last;
    private Instant at;
    private int untold;

    Window(Call call, Instant now) {
      this.since = now;
      this.last = call;
      this.at = now;
    }

    void add(Call call, int times, Instant now) {
      last = call;
      at = now;
      untold += times;
    }
  }

  /** So many kinds are told apart. */
  Refusals(Clock clock, int most, Consumer<Refusal> writer) {
    this.clock = clock;
    this.most = most;
    this.writer = writer;
  }

  void add(Call call, int status) {
    closeOld();
    firstOf(Kind.of(call, status), call).forEach(writer);
  }

  private synchronized List<Refusal> firstOf(Kind exact, Call call) {
    boolean isFull = windows.size() >= most && !windows.containsKey(exact);
    var kind = isFull ? exact.fromEverywhere() : exact;
    var window = windows.get(kind);
    var now = clock.instant();
    if (window != null) {
      window.add(call, 1, now);
      return List.of();
    }
    windows.put(kind, new Window(call, now));
    return List.of(new Refusal(kind, call, 1, now));
  }

  /** It could not be written: it is told later, with those that come meanwhile. */
  synchronized void takeBack(Refusal refusal) {
    windows
        .computeIfAbsent(refusal.kind, _ -> new Window(refusal.call, clock.instant()))
        .add(refusal.call, refusal.times, refusal.at);
  }

  /** Tells of those whose minute is over. */
  void closeOld() {
    ended(clock.instant().minus(WINDOW)).forEach(writer);
  }

  /** Tells of all that were not told yet. */
  void closeAll() {
    ended(Instant.MAX).forEach(writer);
  }

  /** They stand in the order in which they began. */
  private synchronized List<Refusal> ended(Instant sinceAtMost) {
    var ended = new ArrayList<Refusal>();
    for (var each = windows.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      var window = entry.getValue();
      if (window.since.isAfter(sinceAtMost)) {
        break;
      }
      if (window.untold > 0) {
        ended.add(new Refusal(entry.getKey(), window.last, window.untold, window.at));
      }
      each.remove();
    }
    return ended;
  }
}
