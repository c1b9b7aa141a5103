package forja.worker.process;

import java.util.List;

/** Tells which processes live on this machine. */
@FunctionalInterface
public interface ProcessTable {
  /** As it is now, or as it was at a later moment than this call. */
  List<ProcessRow> look();
}
