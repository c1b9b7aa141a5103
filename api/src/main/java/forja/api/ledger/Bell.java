package forja.api.ledger;

import forja.common.job.JobId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who wait in this process that a commit of this process changed the ledger. */
public final class Bell {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Called after the commit, by the thread that made it: must be quick. */
  public interface Listener {

    /** Some job may go, or room was made for one. */
    default void jobsMayGo() {}

    /** Jobs changed; these of them have ended. */
    default void jobsChanged(Collection<JobId> ended) {}
  }

  public void tell(Listener listener) {
    listeners.add(listener);
  }

  public void forget(Listener listener) {
    listeners.remove(listener);
  }

  void jobsMayGo() {
    listeners.forEach(Listener::jobsMayGo);
  }

  void jobsChanged(Collection<JobId> ended) {
    listeners.forEach(listener -> listener.jobsChanged(ended));
  }
}
