package forja.routes.program;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one of our programs until it is told to stop. */
public final class Program {
  private static final Logger log = LoggerFactory.getLogger(Program.class);

  private Program() {}

  /** Brings the parts up; what it returns is closed when the process is told to stop. */
  public interface Start {
    AutoCloseable start();
  }

  /** Exits explicitly when the start fails: the parts that are up already have threads. */
  public static void run(Start program) {
    try {
      var running = program.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
      new CountDownLatch(1).await();
    } catch (CannotStart reason) {
      System.err.println("forja: " + reason.getMessage());
      log.debug("the reason", reason);
      System.exit(1);
    } catch (RuntimeException bug) {
      log.error("the start failed", bug);
      System.exit(1);
    } catch (InterruptedException toldToStop) {
      System.exit(0);
    }
  }

  private static void stop(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      log.error("stopped, but not cleanly", e);
    }
  }
}
