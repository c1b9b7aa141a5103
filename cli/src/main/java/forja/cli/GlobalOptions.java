package forja.cli;

import forja.cli.config.ClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The words before the command, and those that may stand with every command. */
@Command(
    name = "forja",
    description = "Hand in work as durable jobs and watch it happen.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done, or the job succeeded",
      "  1  the job failed",
      "  2  the words make no sense",
      "  3  the job was cancelled",
      "  4  the api is out of reach, or refused",
      "  5  the job had not ended within --wait"
    })
public final class GlobalOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the api is; else FORJA_URL, the login, http://127.0.0.1:8080.")
  @Nullable String url;

  @Option(
      names = "--customer",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Act for this customer, as the farm's administrator may; else FORJA_CUSTOMER.")
  @Nullable String customer;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Trust these certificates (PEM) of an https api; else FORJA_CA, the login.")
  @Nullable String certificates;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer with JSON; streams with one document per line.")
  boolean json;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours; as does NO_COLOR.")
  boolean noColour;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  ClientConfig.Given given() {
    return new ClientConfig.Given(url, customer, certificates);
  }
}
