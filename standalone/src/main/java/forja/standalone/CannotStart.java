package forja.standalone;

/** Why a program does not come up; its message is a sentence for the person who started it. */
public final class CannotStart extends RuntimeException {

  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
