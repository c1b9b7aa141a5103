package forja.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.cli.config.Misuse;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** That no second job has the same key. */
final class UniqueOptions {
  @Option(
      names = "--unique",
      paramLabel = "KEY",
      description = "No new job while another one has this key.")
  private @Nullable String key;

  @Option(
      names = "--unique-while",
      paramLabel = "queued|unfinished",
      description = "How long a job has the key; until its end if not given.")
  private @Nullable String span;

  @Option(
      names = "--unique-else",
      paramLabel = "existing|refuse",
      description = "Take the job that has the key, if not given, or refuse.")
  private @Nullable String otherwise;

  void addTo(ObjectNode request) {
    if (key == null && (span != null || otherwise != null)) {
      throw new Misuse("--unique-while and --unique-else go with --unique KEY");
    }
    if (key == null) {
      return;
    }
    var unique = request.putObject("unique").put("key", key);
    if (span != null) {
      unique.put("while", span);
    }
    if (otherwise != null) {
      unique.put("else", otherwise);
    }
  }
}
