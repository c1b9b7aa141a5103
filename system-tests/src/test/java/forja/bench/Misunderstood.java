package forja.bench;

/** What the words say wrongly, as a sentence for whoever typed them. */
public final class Misunderstood extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Misunderstood(String message) {
    super(message);
  }
}
