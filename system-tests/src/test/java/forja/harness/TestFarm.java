package forja.harness;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A farm that a test class has for itself: up before its tests, gone afterwards, and its last words
 * stand in every failure.
 */
interface TestFarm extends BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
  void open();

  void close();

  String lastWords();

  @Override
  default void beforeAll(ExtensionContext context) {
    // Guards against an interrupted run that leaves programs behind; closing twice does no harm.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close the farm"));
    try {
      open();
    } catch (RuntimeException | Error failed) {
      var told = new AssertionError("the farm does not start: " + failed + lastWords(), failed);
      close();
      throw told;
    }
  }

  @Override
  default void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  default void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw new AssertionError(failure + "\n" + lastWords(), failure);
  }
}
