package forja.cli.config;

/** The caller asked for something that cannot be; the message says what and what to do instead. */
public final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Misuse(String message) {
    super(message);
  }
}
