package forja.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws one bar for each job: a function of the jobs, the room and the look, and of nothing else.
 */
public final class ProgressBoard {
  private static final int WIDEST_NAME = 36;
  private static final int WIDEST_BAR = 24;
  private static final int NARROWEST_BAR = 6;
  private static final int STATE_WIDTH = 10;
  private static final int TIME_WIDTH = 6;
  private static final String EIGHTHS = "▏▎▍▌▋▊▉";

  private final Look look;
  private final int width;
  private final int height;

  public ProgressBoard(Look look, int width, int height) {
    this.look = look;
    this.width = width;
    this.height = Math.max(1, height);
  }

  /** No line is wider than the room, so that the next drawing can go back over this one. */
  public List<String> lines(List<JobLine> jobs) {
    var nameWidth = jobs.stream().mapToInt(job -> Columns.width(job.name())).max().orElse(0);
    var room = Math.min(Math.min(nameWidth, WIDEST_NAME), Math.max(8, width / 3));
    var lines = new ArrayList<String>();
    shown(jobs).forEach(job -> lines.add(line(job, room)));
    if (jobs.size() > height) {
      lines.add(look.paint(Ink.DIM, Columns.cut(hidden(jobs), width, look.ellipsis())));
    }
    return lines;
  }

  /** When there is no room for all: those that are going on, and then those that come. */
  private List<JobLine> shown(List<JobLine> jobs) {
    return jobs.size() <= height
        ? jobs
        : jobs.stream().sorted(Comparator.comparingInt(ProgressBoard::rank)).limit(height).toList();
  }

  private static int rank(JobLine job) {
    return job.isGoing() ? 0 : job.isEnded() ? 2 : 1;
  }

  private String hidden(List<JobLine> jobs) {
    var counts =
        jobs.stream().collect(Collectors.groupingBy(JobLine::state, Collectors.counting()));
    return jobs.size()
        + " jobs: "
        + counts.entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
  }

  private String line(JobLine job, int nameWidth) {
    var ink = Ink.ofState(job.state());
    var name = Columns.cut(SafeText.line(job.name()), nameWidth, look.ellipsis());
    var fixed = 2 + nameWidth + 2 + 5 + 2 + STATE_WIDTH + TIME_WIDTH + 1;
    var bar = Math.min(WIDEST_BAR, width - fixed - 1);
    var drawn = new Line(look, width);
    drawn.add(ink, look.mark(job.state(), job.elapsed().toMillis() / 100) + " ");
    drawn.add(Ink.PLAIN, Columns.pad(name, nameWidth) + "  ");
    if (bar >= NARROWEST_BAR) {
      drawBar(drawn, job, bar);
    }
    drawn.add(Ink.PLAIN, Columns.padLeft(job.percent() + "%", 4) + "  ");
    drawn.add(ink, Columns.pad(job.state(), STATE_WIDTH));
    drawn.add(Ink.DIM, Columns.padLeft(Ages.exact(job.elapsed()), TIME_WIDTH));
    if (job.attempt() > 1) {
      drawn.add(Ink.YELLOW, "  attempt " + job.attempt());
    }
    drawn.add(job.isEnded() ? ink : Ink.DIM, "  " + SafeText.line(job.message()));
    return drawn.toString();
  }

  private void drawBar(Line drawn, JobLine job, int cells) {
    var eighths = Math.clamp(job.percent(), 0, 100) * cells * 8 / 100;
    var full = eighths / 8;
    var begun = look.unicode() && eighths % 8 > 0;
    var done =
        (look.unicode() ? "█" : "#").repeat(full)
            + (begun ? String.valueOf(EIGHTHS.charAt(eighths % 8 - 1)) : "");
    drawn.add(Ink.ofState(job.state()), done);
    drawn.add(Ink.DIM, (look.unicode() ? "░" : ".").repeat(cells - Columns.width(done)));
    drawn.add(Ink.PLAIN, " ");
  }

  /** Grows to the right until the room is used up. */
  private static final class Line {
    private final Look look;
    private final StringBuilder text = new StringBuilder();
    private int room;

    Line(Look look, int width) {
      this.look = look;
      this.room = width;
    }

    void add(Ink ink, String more) {
      var shown = more.isBlank() && Columns.width(more) > room ? "" : fitting(more);
      text.append(look.paint(ink, shown));
      room -= Columns.width(shown);
    }

    private String fitting(String more) {
      return Columns.cut(more, room, look.ellipsis());
    }

    @Override
    public String toString() {
      return look.colours() ? text.toString() : text.toString().stripTrailing();
    }
  }
}
