package forja.bench.api;

import forja.bench.load.ApiAddress;
import forja.bench.load.Requests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One question, asked behind one guard; collects what came of it, turn by turn. */
final class Asking {
  private final Question question;
  private final Guard guard;
  private final int connections;
  private final ApiAddress api;
  private final List<ByteBuffer> requests;
  private final List<Duration> took = new ArrayList<>();
  private Duration time = Duration.ZERO;
  private int next;

  Asking(Question question, Guard guard, ApiFarm farm, int connections) {
    this.question = question;
    this.guard = guard;
    this.connections = connections;
    this.api = farm.way(guard);
    this.requests =
        switch (question) {
          case SHOW -> farm.jobs().stream().map(id -> api.get("/jobs/" + id)).toList();
          case LIST -> List.of(api.get("/jobs?limit=50"));
          case POST -> List.of(api.post("/jobs", "application/json", "", ApiFarm.PING));
        };
  }

  Question question() {
    return question;
  }

  Guard guard() {
    return guard;
  }

  /** What comes of it is forgotten. */
  void warmUp(Duration atLeast) throws IOException {
    var _ = ask(atLeast);
  }

  void turn(Duration lasting) throws IOException {
    var sample = ask(lasting);
    took.addAll(sample.took());
    time = time.plus(sample.time());
  }

  /** On new connections: those of an earlier turn may have been closed meanwhile. */
  private Requests.Sample ask(Duration lasting) throws IOException {
    try (var asked = new Requests(api, connections, this::request, question.status())) {
      return asked.run(lasting);
    }
  }

  private ByteBuffer request() {
    next = (next + 1) % requests.size();
    return requests.get(next).duplicate();
  }

  double perSecond() {
    return took.size() * 1e9 / time.toNanos();
  }

  List<Duration> took() {
    return List.copyOf(took);
  }
}
