package forja.worker.process;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A living process of this machine, with the marks of ours in its environment. Its number comes
 * again when it has ended; together with the moment it was born it does not.
 */
public record ProcessRow(long id, long group, long born, String name, Map<String, String> marks) {
  private static final String OURS = "FORJA_";
  private static final Pattern END = Pattern.compile("\0");

  public ProcessRow {
    marks = Map.copyOf(marks);
  }

  /** Our entries of an environment as Linux tells it. */
  static Map<String, String> marksIn(String environment) {
    if (!environment.contains(OURS)) {
      return Map.of();
    }
    return END.splitAsStream(environment)
        .filter(entry -> entry.startsWith(OURS) && entry.contains("="))
        .collect(
            Collectors.toMap(
                entry -> entry.substring(0, entry.indexOf('=')),
                entry -> entry.substring(entry.indexOf('=') + 1),
                (first, _) -> first));
  }

  /** The children of workers, by their number. */
  static Map<Long, ProcessRow> marked(List<ProcessRow> rows) {
    return rows.stream()
        .filter(row -> row.marks().containsKey(ChildProcesses.WORK))
        .collect(Collectors.toMap(ProcessRow::id, Function.identity()));
  }

  /** Which process it is, and no other ever was. */
  String identity() {
    return id + "/" + born;
  }

  @Override
  public String toString() {
    return name + " (process " + id + ")";
  }
}
