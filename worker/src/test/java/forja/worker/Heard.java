package forja.worker;

import static org.awaitility.Awaitility.await;

import forja.common.job.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what an executor tells. */
public final class Heard implements Progress {
  private final List<Integer> percents = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void reached(int percent, String message) {
    percents.add(percent);
    messages.add(message);
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  public List<Integer> percents() {
    return List.copyOf(percents);
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Work has begun when something was heard of it, or when its thread waits for it. */
  void awaitAnythingOrWaiting(Thread thread) {
    await()
        .until(() ->
            !percents.isEmpty()
                || !lines.isEmpty()
                || thread.getState() == Thread.State.TIMED_WAITING);
  }
}
