package forja.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.request.FieldProblem.Code;
import forja.api.request.StrictJson.Place;
import forja.common.job.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many requests in one body, all good or none; every wrong row is named by its index. Safe for many
 * threads.
 */
public final class BatchReader {
  public static final int MOST_ROWS = 10_000;
  public static final int LONGEST_ROW = 128 * 1024;

  /**
   * Beyond so many problems a wrong row is named once, so that the answer does not outgrow the
   * question.
   */
  private static final int MOST_PROBLEMS_IN_FULL = 1_000;

  private final RequestReader requests;

  public BatchReader(RequestReader requests) {
    this.requests = requests;
  }

  /** A JSON array. */
  public Reading<List<JobRequest>> array(byte[] body) {
    return read(
        body,
        rows -> {
          var problems = new ArrayList<FieldProblem>();
          StrictJson.elements(Slice.whole(body), problems, rows::add);
          rows.problems.addAll(problems);
        });
  }

  /** A request per line; empty lines are skipped and not counted. */
  public Reading<List<JobRequest>> lines(byte[] body) {
    return read(body, rows -> split(body, rows));
  }

  private interface Source {
    void fill(Rows rows);
  }

  private Reading<List<JobRequest>> read(byte[] body, Source source) {
    var bad = Utf8.problem(body);
    if (bad.isPresent()) {
      return new Reading.Bad<>(List.of(bad.get()));
    }
    var rows = new Rows();
    source.fill(rows);
    if (rows.count == 0 && rows.problems.isEmpty()) {
      rows.problems.add(new FieldProblem("", "must hold at least one request", Code.TOO_FEW));
    }
    return rows.problems.isEmpty()
        ? new Reading.Good<>(rows.good)
        : new Reading.Bad<>(rows.problems);
  }

  private static void split(byte[] body, Rows rows) {
    int line = 1;
    for (int from = 0; from < body.length; line++) {
      int to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      var text = new Slice(body, from, to - from);
      if (!text.isBlank() && !rows.add(text, line)) {
        return;
      }
      from = to + 1;
    }
  }

  /** What has been read so far. */
  private final class Rows {
    private final List<JobRequest> good = new ArrayList<>();
    private final List<FieldProblem> problems = new ArrayList<>();
    private int count;

    boolean add(int index, JsonNode tree) {
      if (isFull()) {
        return false;
      }
      var ofRow = new ArrayList<FieldProblem>();
      requests.request(tree, "/" + index, ofRow).ifPresent(good::add);
      return take(ofRow);
    }

    boolean add(Slice text, int line) {
      if (isFull()) {
        return false;
      }
      var ofText = new ArrayList<FieldProblem>();
      var place = new Place("/" + count, line);
      if (text.length() > LONGEST_ROW) {
        ofText.add(
            new FieldProblem(
                place.pointer(), "is longer than " + LONGEST_ROW + " bytes", Code.TOO_LONG));
        return take(ofText);
      }
      var tree = Optional.ofNullable(StrictJson.read(text, place, ofText));
      if (tree.isPresent()) {
        var ofRequest = new ArrayList<FieldProblem>();
        requests.request(tree.get(), place.pointer(), ofRequest).ifPresent(good::add);
        ofText.addAll(ofRequest);
      }
      return take(ofText);
    }

    private boolean isFull() {
      if (count < MOST_ROWS) {
        return false;
      }
      problems.add(
          new FieldProblem("", "must hold at most " + MOST_ROWS + " requests", Code.TOO_MANY));
      return true;
    }

    private boolean take(List<FieldProblem> ofRow) {
      count++;
      problems.addAll(
          problems.size() < MOST_PROBLEMS_IN_FULL || ofRow.isEmpty() ? ofRow : ofRow.subList(0, 1));
      return true;
    }
  }
}
