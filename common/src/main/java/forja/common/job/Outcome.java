package forja.common.job;

import java.util.Map;

/** How a piece of work ended, as its executor saw it. */
public sealed interface Outcome {

  /** Done; what came of it. */
  record Succeeded(Map<String, Object> result) implements Outcome {
    public Succeeded {
      result = Map.copyOf(result);
    }
  }

  /** Not done, and why. */
  record Failed(Failure failure) implements Outcome {}

  /** Stopped because somebody asked for it, and seen to have stopped. */
  record Cancelled() implements Outcome {}

  /** Given back unfinished by a worker that stops; another one will do it. */
  record HandedBack() implements Outcome {}

  static Outcome succeeded(Map<String, Object> result) {
    return new Succeeded(result);
  }

  static Outcome failed(Failure.Kind kind, String code, String message) {
    return new Failed(new Failure(kind, code, message));
  }
}
