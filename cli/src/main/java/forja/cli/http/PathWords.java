package forja.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What somebody typed, as a part of a path: its slashes stay, all else is encoded. */
public final class PathWords {
  private PathWords() {}

  public static String of(String typed) {
    return Arrays.stream(typed.split("/", -1))
        .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
