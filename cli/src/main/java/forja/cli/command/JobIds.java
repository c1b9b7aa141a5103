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
  private static final String LAST = "@last";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private JobIds() {}

  static List<String> of(List<String> typed, Desk desk) {
    return checked(typed, desk, "a job");
  }

  /** There is no last dead letter: {@code @last} is a job. */
  static List<String> ofDeadLetters(List<String> typed, Desk desk) {
    if (typed.contains(LAST)) {
      throw new Misuse(LAST + " is a job, not a dead letter: forja dead lists their ids");
    }
    return checked(typed, desk, "a dead letter");
  }

  private static List<String> checked(List<String> typed, Desk desk, String whose) {
    var ids = new ArrayList<String>();
    for (var word : typed) {
      switch (word) {
        case "-" -> ids.addAll(words(desk));
        case LAST -> ids.add(desk.config().lastJob().recall());
        default -> ids.add(word);
      }
    }
    if (ids.isEmpty()) {
      throw new Misuse("no id came in on standard input");
    }
    ids.forEach(id -> check(id, whose));
    return List.copyOf(new LinkedHashSet<>(ids));
  }

  static String one(String typed, Desk desk) {
    return onlyOne(of(List.of(typed), desk));
  }

  static String oneDeadLetter(String typed, Desk desk) {
    return onlyOne(ofDeadLetters(List.of(typed), desk));
  }

  private static String onlyOne(List<String> ids) {
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

  private static void check(String id, String whose) {
    if (!ID.matcher(id).matches()) {
      throw new Misuse("no id of " + whose + ": " + id + " (ids are written in full)");
    }
  }
}
