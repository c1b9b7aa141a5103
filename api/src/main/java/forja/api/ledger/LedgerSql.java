package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SQL as it is written in our sources: {@code state.QUEUED} and {@code change.RELEASED} and {@code
 * doubt.MADE} become codes, {@code transitions} in braces the legal ones, {@code freeing} what
 * frees permits, {@code :name} a parameter.
 */
public final class LedgerSql {
  private static final Pattern CODE = Pattern.compile("\\b(state|change|doubt)\\.([A-Z_]+)\\b");
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z]\\w*)");
  private static final String TRANSITIONS = transitions();

  /**
   * Takes the permits back from those that {@code come_back} (id, doubt, failure, at) names. Costs
   * next to nothing while there are no permits.
   */
  private static final String FREEING =
      """
      freed_gate as (
        insert into lock_freed (customer, gate)
        select freed.customer, freed.gate
        from (
          select array_agg(id) as ids, array_agg(doubt::int) as doubts, array_agg(failure) as reasons, array_agg(at) as ats
          from come_back where (select exists (select from lock_permit where held)) having count(*) > 0) as back
        cross join lateral free_permits(back.ids, back.doubts, back.reasons, back.ats) as freed)\
      """;

  private final String text;
  private final int statements;
  private final Map<String, List<Integer>> places;

  private LedgerSql(String text, Map<String, List<Integer>> places) {
    this.text = text;
    this.statements = text.split(";\n").length;
    this.places = places;
  }

  public static LedgerSql of(String readable) {
    var named =
        CODE.matcher(readable.replace("{transitions}", TRANSITIONS).replace("{freeing}", FREEING))
            .replaceAll(LedgerSql::code);
    var places = new HashMap<String, List<Integer>>();
    int place = 0;
    for (var parameter = PARAMETER.matcher(named); parameter.find(); ) {
      places.computeIfAbsent(parameter.group(1), _ -> new ArrayList<>()).add(++place);
    }
    return new LedgerSql(PARAMETER.matcher(named).replaceAll("?"), places);
  }

  /** Whether it has to be given this parameter. */
  boolean takes(String parameter) {
    return places.containsKey(parameter);
  }

  /** Ready to be given its parameters. */
  public LedgerCall on(Connection connection) throws SQLException {
    return new LedgerCall(connection.prepareStatement(text), statements, places);
  }

  private static String code(MatchResult name) {
    int code =
        switch (name.group(1)) {
          case "state" -> JobState.valueOf(name.group(2)).code();
          case "change" -> JobChange.valueOf(name.group(2)).code();
          default -> LockDoubt.valueOf(name.group(2)).code();
        };
    return Matcher.quoteReplacement(String.valueOf(code));
  }

  /** All that {@link JobState#after} allows, as rows: the database knows no other state machine. */
  static String transitions() {
    return Stream.of(JobState.values())
        .flatMap(state -> Stream.of(JobChange.values()).flatMap(change -> row(state, change)))
        .collect(Collectors.joining(", ", "(values ", ") as legal (before, by_change, next)"));
  }

  private static Stream<String> row(JobState state, JobChange change) {
    return state.after(change).stream()
        .map(next ->
            "(%d::smallint, %d::smallint, %d::smallint)"
                .formatted(state.code(), change.code(), next.code()));
  }

  @Override
  public String toString() {
    return text;
  }
}
