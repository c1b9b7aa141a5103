package forja.worker.process;

import java.util.Map;

/** A living process of this machine, with the marks of ours in its environment. */
public record ProcessRow(long id, long group, String name, Map<String, String> marks) {
  public ProcessRow {
    marks = Map.copyOf(marks);
  }

  @Override
  public String toString() {
    return name + " (process " + id + ")";
  }
}
