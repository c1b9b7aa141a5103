package forja.cli;

import com.fasterxml.jackson.databind.JsonNode;
import forja.cli.config.ClientConfig;
import forja.cli.http.ApiClient;
import forja.cli.http.Trust;
import forja.cli.json.Json;
import forja.cli.session.Session;
import forja.cli.terminal.Keyboard;
import forja.cli.terminal.Terminal;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every command works with: the api, the terminal, the settings. */
public final class Desk implements AutoCloseable {
  private final Map<String, String> environment;
  private final Path home;
  private final InputStream in;
  private final Keyboard keyboard;
  private final Terminal terminal;
  private final Clock clock;
  private final GlobalOptions options = new GlobalOptions();
  private @Nullable ApiClient api;

  public Desk(
      Map<String, String> environment, Path home, Input input, Terminal terminal, Clock clock) {
    this.environment = environment;
    this.home = home;
    this.in = input.stream();
    this.keyboard = input.keyboard();
    this.terminal = terminal;
    this.clock = clock;
  }

  /** What comes in, and somebody who may be asked. */
  public record Input(InputStream stream, Keyboard keyboard) {}

  GlobalOptions options() {
    return options;
  }

  /** Made when it is first needed: help and completion need none. */
  public ApiClient api() {
    if (api == null) {
      var nobodys = apiAt(config().url());
      var ours = nobodys.with(Session.of(config(), nobodys, clock));
      api = config().customer().map(ours::actingFor).orElse(ours);
    }
    return api;
  }

  /** One that says nothing about who asks; the caller closes it. */
  public ApiClient apiAt(URI url) {
    return new ApiClient(url, config().certificatesFor(url).map(Trust::in).orElse(Trust.KNOWN));
  }

  public ClientConfig config() {
    return new ClientConfig(environment, home, options.given());
  }

  public Keyboard keyboard() {
    return keyboard;
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
