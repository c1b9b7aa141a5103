package forja.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That of all jobs of a customer one at most has this key for a while, and what becomes of a second
 * one. Keys that are held for different whiles are different keys.
 */
public record Unique(
    String key,
    @JsonProperty("while") @Nullable Span span,
    @JsonProperty("else") @Nullable Otherwise otherwise) {
  public Unique {
    Require.that(key != null, "key", "is missing");
    Require.that(
        Text.KEY.matcher(key).matches(), "key", "must be 1 to 255 visible ASCII characters");
    span = span == null ? Span.UNFINISHED : span;
    otherwise = otherwise == null ? Otherwise.EXISTING : otherwise;
  }

  /** How long a job holds its key. The code stands in the ledger: never change one, add. */
  public enum Span {
    /** Until it is released to the workers. */
    QUEUED(0),
    /** Until it has ended. */
    UNFINISHED(1);

    private final int code;

    Span(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    public boolean lastsIn(JobState state) {
      return switch (this) {
        case QUEUED -> !state.isFinal() && !state.isOut();
        case UNFINISHED -> !state.isFinal();
      };
    }

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Span of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    public static Span ofCode(int code) {
      for (var span : values()) {
        if (span.code == code) {
          return span;
        }
      }
      throw new IllegalArgumentException("no span has the code " + code);
    }
  }

  /** What becomes of a request whose key is taken. */
  public enum Otherwise {
    /** It is answered by the job that has the key. */
    EXISTING,
    REFUSE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Otherwise of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
