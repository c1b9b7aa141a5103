package forja.api.job;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a log: from the first byte (inclusive) to the second (exclusive). */
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What a {@code Range} header asks for; empty when it is none that we read, which RFC 9110 lets
   * us ignore.
   */
  static Optional<ByteRange> parse(@Nullable String header, long size) {
    var parts = ONE.matcher(header == null ? "" : header.replace(" ", ""));
    if (!parts.matches()) {
      return Optional.empty();
    }
    var first = parts.group(1);
    var last = parts.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of(new ByteRange(Math.max(0, size - Long.parseLong(last)), size));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    return last.isEmpty() || Long.parseLong(last) >= from
        ? Optional.of(new ByteRange(from, to))
        : Optional.empty();
  }

  boolean isEmpty() {
    return from >= to;
  }

  long length() {
    return to - from;
  }

  /** For {@code Content-Range}. */
  String of(long size) {
    return "bytes " + from + "-" + (to - 1) + "/" + size;
  }
}
