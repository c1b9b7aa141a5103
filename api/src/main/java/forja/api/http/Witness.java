package forja.api.http;

/**
 * Sees what is asked and how it ended. Throws what becomes the answer, when it must not be done
 * unseen.
 */
public interface Witness {
  /** Sees nothing. */
  Witness BLIND =
      new Witness() {
        @Override
        public Ending begins(Call call) {
          return (_, _) -> {};
        }

        @Override
        public void refused(Call call, int status) {
          // Nobody wants to know.
        }
      };

  /** The gate let it in, and it is about to be carried out. */
  Ending begins(Call call);

  /** The gate did not let it in. */
  void refused(Call call, int status);

  /**
   * Hears how it ended, and what is known of the call by now; told once, before the answer leaves.
   * Throws what becomes the answer instead.
   */
  @FunctionalInterface
  interface Ending {
    void answered(Call call, int status);
  }
}
