package forja.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The programs of a farm, living and dead, in the order of their start. */
final class Programs {
  private final FarmFolder folder;
  private final List<ProgramProcess> started = new ArrayList<>();
  private boolean isClosed;

  Programs(FarmFolder folder) {
    this.folder = folder;
  }

  ProgramProcess start(String name, List<String> words) {
    return start(name, words, Map.of());
  }

  synchronized ProgramProcess start(
      String name, List<String> words, Map<String, String> environment) {
    if (isClosed) {
      throw new IllegalStateException("the farm is being closed");
    }
    var program = ProgramProcess.start(folder.path(), name, words, environment);
    started.add(program);
    return program;
  }

  synchronized String lastWords() {
    return started.reversed().stream()
        .map(ProgramProcess::lastWords)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** Returns when nothing is left, not even the folder. */
  synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    started.reversed().forEach(ProgramProcess::close);
    folder.close();
  }
}
