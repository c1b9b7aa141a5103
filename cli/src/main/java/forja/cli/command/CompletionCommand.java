package forja.cli.command;

import forja.cli.Desk;
import forja.cli.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** Prints a script that completes our commands. */
@Command(
    name = "completion",
    description = "Print a script that lets the shell complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(forja completion bash)",
      "  forja completion bash > /etc/bash_completion.d/forja",
      "  forja completion zsh > ~/.forja-completion && echo 'source ~/.forja-completion' >> ~/.zshrc"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final Desk desk;
  private final Supplier<CommandLine> commands;
  private final Map<String, List<String>> launcherWords;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  /** Spelled as they are typed. */
  enum Shell {
    bash,
    zsh
  }

  /**
   * The launcher's own commands are completed as well, with the options that are given for each.
   */
  public CompletionCommand(
      Desk desk, Supplier<CommandLine> commands, Map<String, List<String>> launcherWords) {
    this.desk = desk;
    this.commands = commands;
    this.launcherWords = launcherWords;
  }

  @Override
  public Integer call() {
    var all = commands.get();
    launcherWords.forEach((name, options) -> all.addSubcommand(name, named(options)));
    // One script serves both: in zsh it switches on the emulation of bash's completion itself.
    var script = AutoComplete.bash("forja", all);
    desk.terminal()
        .print(shell == Shell.zsh ? "autoload -U +X compinit && compinit\n" + script : script);
    return ExitCode.SUCCEEDED;
  }

  private static CommandSpec named(List<String> options) {
    var spec = CommandSpec.create();
    options.forEach(name -> spec.addOption(OptionSpec.builder(name).arity("1").build()));
    return spec;
  }
}
