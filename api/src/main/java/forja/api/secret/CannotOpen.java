package forja.api.secret;

/** Something sealed cannot be opened; the message says why, and holds nothing of what is in it. */
public final class CannotOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotOpen(String message) {
    super(message);
  }
}
