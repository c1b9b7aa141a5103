package forja.common.farm;

import com.fasterxml.jackson.annotation.JsonInclude;
import forja.common.job.Require;
import forja.common.secret.SecretName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Write so many lines of so many characters to the log, with a pause after each; the values of
 * secrets stand in them, to show that nobody sees one.
 */
public record Chatter(
    @Nullable Integer lines,
    @Nullable Integer width,
    @Nullable Duration every,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> secrets)
    implements FarmSpec {
  public static final int MOST_LINES = 10_000_000;
  public static final int WIDEST = 10_000;

  public Chatter {
    lines = lines == null ? Integer.valueOf(10) : lines;
    width = width == null ? Integer.valueOf(60) : width;
    every = every == null ? Duration.ZERO : every;
    secrets = SecretName.require(secrets == null ? List.of() : secrets, "secrets");
    Require.between(1, lines, MOST_LINES, "lines");
    Require.between(1, width, WIDEST, "width");
    Require.between(Duration.ZERO, every, Duration.ofHours(1), "every");
  }

  /** Without secrets. */
  public static Chatter of(
      @Nullable Integer lines, @Nullable Integer width, @Nullable Duration every) {
    return new Chatter(lines, width, every, null);
  }
}
