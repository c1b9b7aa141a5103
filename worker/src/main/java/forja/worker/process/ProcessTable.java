package forja.worker.process;

import java.util.List;

/** Tells which processes live on this machine. */
@FunctionalInterface
public interface ProcessTable {
  /**
   * As it is now, or as it was at a later moment than this call. Throws {@link Unseen} when it
   * cannot tell.
   */
  List<ProcessRow> look();

  /** Some of what lives cannot be seen, so nothing is known of the rest. */
  final class Unseen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unseen(Throwable cause) {
      super("the processes of this machine cannot be seen: " + cause.getMessage(), cause);
    }
  }
}
