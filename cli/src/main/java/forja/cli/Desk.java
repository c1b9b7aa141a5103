package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.config.ClientConfig;
import forja.cli.http.ApiClient;
import forja.cli.json.Json;
import forja.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every command works with: the api, the terminal, the settings. */
public final class Desk implements AutoCloseable {
  private final Map<String, String> environment;
  private final Path home;
  private final InputStream in;
  private final Terminal terminal;
  private final Clock clock;
  private final GlobalOptions options = new GlobalOptions();
  private @Nullable ApiClient api;

  public Desk(
      Map<String, String> environment, Path home, InputStream in, Terminal terminal, Clock clock) {
    this.environment = environment;
    this.home = home;
    this.in = in;
    this.terminal = terminal;
    this.clock = clock;
  }

  GlobalOptions options() {
    return options;
  }

  /** Made when it is first needed: help and completion need none. */
  public ApiClient api() {
    if (api == null) {
      var config = config();
      api = new ApiClient(config.url(), config.token());
    }
    return api;
  }

  public ClientConfig config() {
    return new ClientConfig(environment, home, Optional.ofNullable(options.url));
  }

  public Terminal terminal() {
    return terminal;
  }

  public InputStream in() {
    return in;
  }

  public Clock clock() {
    return clock;
  }

  public boolean wantsJson() {
    return options.json;
  }

  /** The one document that {@code --json} asks for. */
  public void printJson(JsonNode document) {
    terminal.print(terminal.isInteractive() ? Json.pretty(document) : Json.line(document));
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
  }
}
