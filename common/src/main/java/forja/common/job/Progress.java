package forja.common.job;

/**
 * How an executor tells the world what it is doing. Cheap to call often: what comes too fast is
 * folded.
 */
public interface Progress {

  /** How far the work is, 0 to 100, and what it is doing now. */
  void reached(int percent, String message);

  /** One line of the job's log. */
  void log(String line);
}
