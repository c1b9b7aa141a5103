package forja.worker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.farm.Chatter;
import forja.common.job.Outcome;
import forja.common.job.Progress;
import forja.common.job.Work;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Talks, and says all it knows: the values of its secrets too, in each line in another form. That
 * nobody reads them is the business of those who carry its words.
 */
final class FarmChatter {
  private static final int FORMS = 4;

  private FarmChatter() {}

  static Outcome run(Work work, Chatter spec, Progress progress) throws InterruptedException {
    int lines = spec.lines();
    for (int line = 1; line <= lines; line++) {
      progress.log(ChatterLine.of(line, spec.width()) + gossip(work, spec, line));
      if (line * 100L / lines != (line - 1) * 100L / lines) {
        progress.reached(
            (int) (line * 100L / lines),
            line + " of " + lines + " lines" + gossip(work, spec, line));
      }
      Thread.sleep(spec.every());
    }
    return Outcome.succeeded(result(work, spec));
  }

  private static String gossip(Work work, Chatter spec, int line) {
    var gossip = new StringBuilder();
    for (var name : spec.secrets()) {
      gossip.append(' ').append(name).append('=').append(form(work, name, line % FORMS));
    }
    return gossip.toString();
  }

  private static String form(Work work, String name, int form) {
    var value = work.secrets().text(name);
    return switch (form) {
      case 0 -> base64("user:" + value);
      case 1 -> value;
      case 2 -> URLEncoder.encode(value, UTF_8);
      default -> base64(value);
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Map<String, Object> result(Work work, Chatter spec) {
    if (spec.secrets().isEmpty()) {
      return Map.of("lines", spec.lines());
    }
    var told = new TreeMap<String, Object>();
    spec.secrets().forEach(name -> told.put(name, work.secrets().text(name)));
    return Map.of("lines", spec.lines(), "told", told);
  }
}
