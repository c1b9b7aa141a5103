package forja.bench;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a piece of work on several threads and waits for all. */
public final class Together {

  private Together() {}

  /** Work that knows which of them it is. */
  @FunctionalInterface
  public interface Part {
    void run(int number) throws Exception;
  }

  public static void run(int threads, Part part) throws InterruptedException {
    var tasks = new ArrayList<FutureTask<Void>>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      var task =
          new FutureTask<Void>(() -> {
            part.run(number);
            return null;
          });
      Thread.ofPlatform().name("load-" + i).daemon().start(task);
      tasks.add(task);
    }
    for (var task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
      }
    }
  }
}
