package forja.cli.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the events of a job: each once and in order, also when the api goes away and comes back.
 */
public final class EventStream {
  /** Three times the interval in which the api shows that it lives. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

  private static final int NO_CONTENT = 204;

  private final ApiClient api;
  private final Patience patience;
  private final Consumer<String> troubles;
  private String lastId = "";

  /** Tells {@code troubles} when the connection is lost. */
  public EventStream(ApiClient api, Duration patience, Consumer<String> troubles) {
    this.api = api;
    this.patience = new Patience(patience);
    this.troubles = troubles;
  }

  /**
   * Returns when the api says that nothing comes after the last event. A stream that merely ends is
   * asked again, for it may have been cut off.
   */
  public void follow(String path, Consumer<ServerEvent> listener) {
    while (true) {
      try {
        if (readOnce(path, listener)) {
          return;
        }
        patience.pauseAfter(new Unreachable(api.address(), new IOException("the stream ended")));
      } catch (Unreachable lost) {
        tell(lost);
        patience.pauseAfter(lost);
      } catch (Refused refused) {
        if (!refused.passes()) {
          throw refused;
        }
        tell(refused);
        patience.pauseAfter(refused);
      }
    }
  }

  private void tell(RuntimeException trouble) {
    if (!patience.inTrouble()) {
      troubles.accept(trouble.getMessage() + "; trying again");
    }
  }

  private boolean readOnce(String path, Consumer<ServerEvent> listener) {
    var response = api.open(path, headers());
    try (var body = response.body();
        var guard = new SilenceGuard(body, LONGEST_SILENCE)) {
      if (response.statusCode() == NO_CONTENT) {
        return true;
      }
      var events = new EventReader(body, guard::heard);
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        patience.itWorksAgain();
        lastId = event.get().id().isEmpty() ? lastId : event.get().id();
        listener.accept(event.get());
      }
      return false;
    } catch (IOException lost) {
      throw new Unreachable(api.address(), lost);
    }
  }

  private Map<String, String> headers() {
    return lastId.isEmpty()
        ? Map.of("Accept", "text/event-stream")
        : Map.of("Accept", "text/event-stream", "Last-Event-ID", lastId);
  }
}
