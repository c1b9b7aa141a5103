package forja.cli.command;

import forja.cli.Desk;
import forja.cli.config.Misuse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The ids that a caller means: as typed, {@code @last}, or {@code -} for those on standard input.
 */
final class JobIds {
  static final String LABEL = "ID|@last|-";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private JobIds() {}

  static List<String> of(List<String> typed, Desk desk) {
    var ids = new ArrayList<String>();
    for (var word : typed) {
      switch (word) {
        case "-" -> ids.addAll(words(desk));
        case "@last" -> ids.add(desk.config().lastJob().recall());
        default -> ids.add(word);
      }
    }
    if (ids.isEmpty()) {
      throw new Misuse("no id came in on standard input");
    }
    return List.copyOf(new LinkedHashSet<>(ids.stream().map(JobIds::checked).toList()));
  }

  static String one(String typed, Desk desk) {
    var ids = of(List.of(typed), desk);
    if (ids.size() > 1) {
      throw new Misuse("one id is wanted, standard input held " + ids.size());
    }
    return ids.getFirst();
  }

  private static List<String> words(Desk desk) {
    try {
      var text = new String(desk.in().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(String::strip).filter(id -> !id.isEmpty()).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new Misuse("no id of a job: " + id + " (ids are written in full)");
    }
    return id;
  }
}
