package forja.cli;

import forja.cli.command.AccessCommand;
import forja.cli.command.AuditCommand;
import forja.cli.command.CancelCommand;
import forja.cli.command.CompletionCommand;
import forja.cli.command.DeadCommand;
import forja.cli.command.JobCommand;
import forja.cli.command.JobsCommand;
import forja.cli.command.KindsCommand;
import forja.cli.command.LimitsCommand;
import forja.cli.command.LocksCommand;
import forja.cli.command.LogCommand;
import forja.cli.command.LoginCommand;
import forja.cli.command.LogoutCommand;
import forja.cli.command.PauseCommand;
import forja.cli.command.QueuesCommand;
import forja.cli.command.ResumeCommand;
import forja.cli.command.RetryCommand;
import forja.cli.command.RunCommand;
import forja.cli.command.WatchCommand;
import forja.cli.command.WhoamiCommand;
import forja.cli.command.WorkersCommand;
import forja.cli.demo.DemoCommand;
import forja.cli.item.ItemCommands;
import forja.cli.terminal.Keyboard;
import forja.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The client of the farm: reads the words, does what they say, answers with an exit code. */
public final class ForjaCli {
  private ForjaCli() {}

  public static void main(String[] words) {
    var environment = System.getenv();
    var terminal =
        new Terminal(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            Terminal.isStandardOutput(),
            environment);
    var home = Path.of(System.getProperty("user.home"));
    var input = new Desk.Input(System.in, Keyboard.ofThisProcess());
    int code;
    try (var desk = new Desk(environment, home, input, terminal, Clock.systemUTC())) {
      code = run(desk, words);
    }
    terminal.out().flush();
    System.exit(code);
  }

  /** What we write is UTF-8 wherever we are; a log is in no other encoding. */
  private static PrintStream stream(FileDescriptor descriptor) {
    var buffered = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 8192);
    return new PrintStream(buffered, true, StandardCharsets.UTF_8);
  }

  /** As main does, but returns. */
  public static int run(Desk desk, String... words) {
    return commands(desk).execute(words);
  }

  static CommandLine commands(Desk desk) {
    var line = new CommandLine(desk.options());
    line.addSubcommand(new RunCommand(desk))
        .addSubcommand(new WatchCommand(desk))
        .addSubcommand(new JobsCommand(desk))
        .addSubcommand(new JobCommand(desk))
        .addSubcommand(new LogCommand(desk))
        .addSubcommand(new CancelCommand(desk))
        .addSubcommand(new RetryCommand(desk))
        .addSubcommand("workers", new WorkersCommand(desk).withOrders())
        .addSubcommand(new QueuesCommand(desk))
        .addSubcommand(new LocksCommand(desk))
        .addSubcommand(new LimitsCommand(desk))
        .addSubcommand(new PauseCommand(desk))
        .addSubcommand(new ResumeCommand(desk))
        .addSubcommand(new KindsCommand(desk))
        .addSubcommand("dead", new DeadCommand(desk).withOrders())
        .addSubcommand(new LoginCommand(desk))
        .addSubcommand(new LogoutCommand(desk))
        .addSubcommand(new WhoamiCommand(desk))
        .addSubcommand(new AccessCommand(desk));
    new ItemCommands(desk).addTo(line);
    line.addSubcommand(new AuditCommand(desk))
        .addSubcommand(new DemoCommand(desk))
        .addSubcommand(new CompletionCommand(desk, () -> commands(desk), LauncherWords.ALL));
    return wired(line, desk);
  }

  private static CommandLine wired(CommandLine line, Desk desk) {
    var complaints = new Complaints(desk);
    var look = desk.terminal().look();
    return line.setOut(writer(desk.terminal().out()))
        .setErr(writer(desk.terminal().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(look.colours() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(complaints::misused)
        .setExecutionExceptionHandler(complaints::failed)
        .setExecutionStrategy(parsed -> execute(parsed, desk));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int execute(CommandLine.ParseResult parsed, Desk desk) {
    if (desk.options().noColour) {
      desk.terminal().withoutColours();
    }
    if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      parsed.commandSpec().commandLine().usage(desk.terminal().err());
      return ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
