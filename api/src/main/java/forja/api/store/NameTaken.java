package forja.api.store;

/** Something of the same name is in the store already; case does not tell names apart. */
public final class NameTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NameTaken(Throwable cause) {
    super("the name is taken", cause);
  }
}
