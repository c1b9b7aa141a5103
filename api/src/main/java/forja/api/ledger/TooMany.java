package forja.api.ledger;

/** There are as many of a sort as are kept; one has to be removed before another is added. */
public final class TooMany extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooMany(String what) {
    super(what, null, false, false);
  }
}
