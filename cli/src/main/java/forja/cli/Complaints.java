package forja.cli;

import forja.cli.config.Misuse;
import forja.cli.http.Refused;
import forja.cli.http.Unreachable;
import forja.cli.http.Untrusted;
import forja.cli.json.Json;
import forja.cli.terminal.Ink;
import forja.cli.terminal.SafeText;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a sentence, and gives it a number. The only place that does. */
final class Complaints {
  private final Desk desk;

  Complaints(Desk desk) {
    this.desk = desk;
  }

  int misused(ParameterException mistake, String[] words) {
    var command = mistake.getCommandLine();
    say(SafeText.line(sentence(mistake)));
    var suggestions =
        mistake instanceof UnmatchedArgumentException unmatched
            ? Suggestions.near(unmatched, command)
            : List.<String>of();
    if (!suggestions.isEmpty()) {
      desk.terminal().complain("  did you mean: " + String.join(", ", suggestions));
    }
    var name = command.getCommandSpec().qualifiedName();
    desk.terminal().complain("  see " + name + " --help");
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(mistake.getMessage());
    }
    var typed = unmatched.getUnmatched().getFirst();
    if (typed.startsWith("-")) {
      return "unknown option: " + typed;
    }
    var takesCommands = !mistake.getCommandLine().getSubcommands().isEmpty();
    return (takesCommands ? "unknown command: " : "one word too many: ") + typed;
  }

  int failed(Exception trouble, CommandLine command, CommandLine.ParseResult words) {
    return switch (trouble) {
      case Misuse misuse -> {
        say(SafeText.line(misuse.getMessage()));
        yield ExitCode.USAGE;
      }
      case Refused refused -> refused(refused);
      case Unreachable away -> {
        say(SafeText.line(away.getMessage()));
        desk.terminal().complain("  start the farm with ./forja up, or name another with --url");
        yield ExitCode.REFUSED;
      }
      case Untrusted stranger -> {
        say(SafeText.line(stranger.getMessage()));
        desk.terminal().complain("  " + stranger.advice());
        yield ExitCode.REFUSED;
      }
      case UncheckedIOException file -> {
        say(SafeText.line(String.valueOf(file.getCause())));
        yield ExitCode.REFUSED;
      }
      default -> {
        say("a bug of the client: " + SafeText.line(trouble.toString()));
        yield ExitCode.REFUSED;
      }
    };
  }

  private int refused(Refused refused) {
    if (desk.wantsJson()) {
      desk.terminal().complain(Json.line(refused.problem().document()));
      return ExitCode.REFUSED;
    }
    var lines = refused.problem().lines();
    say(lines.getFirst());
    lines.stream().skip(1).forEach(desk.terminal()::complain);
    return ExitCode.REFUSED;
  }

  private void say(String sentence) {
    var terminal = desk.terminal();
    terminal.complain(terminal.look().paint(Ink.RED, "forja: ") + sentence);
  }
}
