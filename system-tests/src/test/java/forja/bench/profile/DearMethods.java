package forja.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts the samples of a recording by thread, by method on top, and by the method of ours below.
 */
final class DearMethods {
  private static final int SHOWN = 20;
  private static final String OURS = "forja.";

  private final Map<String, Integer> onTop = new HashMap<>();
  private final Map<String, Integer> ours = new HashMap<>();
  private final Map<String, Integer> threads = new HashMap<>();
  private int samples;

  private DearMethods() {}

  static DearMethods of(Path recording) throws IOException {
    var methods = new DearMethods();
    try (var events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        var event = events.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          methods.count(event);
        }
      }
    }
    return methods;
  }

  private void count(RecordedEvent sample) {
    var stack = sample.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    samples++;
    onTop.merge(name(stack.getFrames().getFirst()), 1, Integer::sum);
    stack.getFrames().stream()
        .map(DearMethods::name)
        .filter(name -> name.startsWith(OURS))
        .findFirst()
        .ifPresent(name -> ours.merge(name, 1, Integer::sum));
    var thread = sample.getThread("sampledThread");
    var name = thread == null ? "?" : thread.getJavaName();
    threads.merge(
        name == null || name.isEmpty() ? "virtual threads" : name.replaceAll("[0-9]+", "N"),
        1,
        Integer::sum);
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  String text(String title) {
    return "\nProfile, %s: %d samples\n".formatted(title, samples)
        + table("threads", threads)
        + table("methods on top", onTop)
        + table("nearest methods of ours", ours);
  }

  private String table(String title, Map<String, Integer> counts) {
    var text = new StringBuilder("  " + title + "\n");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(entry ->
            text.append(
                "    %5.1f%%  %s\n".formatted(100.0 * entry.getValue() / samples, entry.getKey())));
    return text.toString();
  }
}
