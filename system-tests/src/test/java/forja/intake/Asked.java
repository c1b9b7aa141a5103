package forja.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** What programs ask for in these tests; the mark tells the jobs of one test from all others. */
final class Asked {
  private Asked() {}

  static String newMark() {
    return "m" + UUID.randomUUID();
  }

  static String ping(String mark) {
    return """
    {"kind":"farm.ping","spec":{},"labels":{"mark":"%s"}}\
    """
        .formatted(mark);
  }

  static byte[] pingBytes(String mark) {
    return ping(mark).getBytes(UTF_8);
  }
}
