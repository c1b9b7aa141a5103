package forja.cli;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that somebody who mistyped may have meant. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  static List<String> near(UnmatchedArgumentException mistake, CommandLine command) {
    var typed = mistake.getUnmatched().getFirst();
    var known = new TreeSet<String>();
    if (typed.startsWith("-")) {
      command.getCommandSpec().optionsMap().keySet().stream()
          .filter(name -> name.startsWith("--"))
          .forEach(known::add);
    } else {
      known.addAll(command.getSubcommands().keySet());
      if (command.getParent() == null) {
        known.addAll(LauncherWords.ALL.keySet());
      }
    }
    return near(typed, List.copyOf(known));
  }

  static List<String> near(String typed, List<String> known) {
    var farthest = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(word ->
            distance(typed, word) <= farthest || (typed.length() > 2 && word.startsWith(typed)))
        .sorted(Comparator.comparingInt(word -> distance(typed, word)))
        .limit(MOST)
        .toList();
  }

  /** How many letters to add, drop, change or swap. */
  static int distance(String one, String other) {
    return new Distance(one, other).between();
  }

  /** The way from one word to another (Damerau). */
  private record Distance(String one, String other, int[][] cost) {
    Distance(String one, String other) {
      this(one, other, new int[one.length() + 1][other.length() + 1]);
    }

    int between() {
      for (var row = 0; row <= one.length(); row++) {
        for (var column = 0; column <= other.length(); column++) {
          cost[row][column] = row == 0 || column == 0 ? row + column : step(row, column);
        }
      }
      return cost[one.length()][other.length()];
    }

    private int step(int row, int column) {
      var change = same(row, column) ? 0 : 1;
      var best = Math.min(cost[row - 1][column], cost[row][column - 1]) + 1;
      best = Math.min(best, cost[row - 1][column - 1] + change);
      var isSwapped = row > 1 && column > 1 && same(row, column - 1) && same(row - 1, column);
      return isSwapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
    }

    private boolean same(int row, int column) {
      return one.charAt(row - 1) == other.charAt(column - 1);
    }
  }
}
