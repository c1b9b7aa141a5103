package forja.routes.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one of our programs until it is told to stop. */
public final class Program {
  private static final Logger log = LoggerFactory.getLogger(Program.class);

  private static final int LOST_A_THREAD = 70;

  private Program() {}

  /** Brings the parts up; what it returns is closed when the process is told to stop. */
  public interface Start {
    AutoCloseable start();
  }

  /** Also says what ends a thread that should not have ended. */
  public static void run(Start program) {
    Thread.setDefaultUncaughtExceptionHandler(Program::complain);
    runUntilStopped(program, new AtomicBoolean());
  }

  /**
   * For programs whose work others take over when they are gone: one that lost a thread may look
   * alive and do nothing, which is worse.
   */
  public static void runOrHalt(Start program) {
    var stopping = new AtomicBoolean();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, bug) -> complainAndHalt(thread, bug, stopping));
    runUntilStopped(program, stopping);
  }

  private static void complainAndHalt(Thread thread, Throwable bug, AtomicBoolean stopping) {
    try {
      complain(thread, bug);
    } finally {
      if (!stopping.get()) {
        Runtime.getRuntime().halt(LOST_A_THREAD);
      }
    }
  }

  private static void complain(Thread thread, Throwable bug) {
    log.error("thread {} has ended and leaves its work undone", thread.getName(), bug);
  }

  /** Exits explicitly when the start fails: the parts that are up already have threads. */
  private static void runUntilStopped(Start program, AtomicBoolean stopping) {
    try {
      var running = program.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopping), "stop"));
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

  private static void stop(AutoCloseable running, AtomicBoolean stopping) {
    stopping.set(true);
    try {
      running.close();
    } catch (Exception e) {
      log.error("stopped, but not cleanly", e);
    }
  }
}
