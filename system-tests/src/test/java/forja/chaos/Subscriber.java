package forja.chaos;

import forja.chaos.history.Heard;
import forja.harness.EventStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hears all events, at one api after the other: it comes back with the last id it has seen. */
final class Subscriber implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final Duration BEFORE_COMING_BACK = Duration.ofMillis(200);
  private static final int EVENTS_BEFORE_MOVING_ON = 700;

  private final DrillFarm farm;
  private final List<Heard> heard = new ArrayList<>();
  private final Thread thread = Thread.ofVirtual().name("subscriber").unstarted(this::listen);
  private String last = "0";

  Subscriber(DrillFarm farm) {
    this.farm = farm;
  }

  void begin() {
    thread.start();
  }

  private void listen() {
    try {
      for (int turn = 0; true; turn++) {
        listenAt(turn);
        Pause.of(BEFORE_COMING_BACK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenAt(int turn) throws InterruptedException {
    try (var stream = farm.client(turn).events("/events", last)) {
      for (int count = 0; count < EVENTS_BEFORE_MOVING_ON; count++) {
        var event = stream.next(SILENCE);
        if (event.isEmpty()) {
          return;
        }
        hear(event.get());
      }
    } catch (UncheckedIOException | AssertionError awayOrSilent) {
      // It comes back, and then must miss nothing.
    }
  }

  private synchronized void hear(EventStream.Event event) {
    heard.add(new Heard(event.job(), event.number(), event.name()));
    last = event.id();
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
