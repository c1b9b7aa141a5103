package forja.cli;

import forja.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of the client as somebody would type it, and what came of it. */
record ClientRun(int code, String out, String err) {

  /** How the client is called: at which api, with which home, on a terminal or not. */
  record Caller(
      ApiPeer peer,
      Path home,
      boolean isOnTerminal,
      String typedIn,
      List<String> hidden,
      Instant now) {
    static Caller piped(ApiPeer peer, Path home) {
      return new Caller(peer, home, false, "", List.of(), Instant.parse("2026-01-01T01:00:00Z"));
    }

    Caller onTerminal() {
      return new Caller(peer, home, true, typedIn, hidden, now);
    }

    Caller typing(String text) {
      return new Caller(peer, home, isOnTerminal, text, hidden, now);
    }

    /** Somebody who types this, one after the other, when asked for what is not to be seen. */
    Caller answering(String... words) {
      return new Caller(peer, home, isOnTerminal, typedIn, List.of(words), now);
    }

    Caller later(Duration span) {
      return new Caller(peer, home, isOnTerminal, typedIn, hidden, now.plus(span));
    }

    ClientRun types(String... words) {
      var environment = new HashMap<String, String>();
      environment.put("FORJA_URL", peer.url().toString());
      environment.put("FORJA_TOKEN", ApiPeer.TOKEN);
      environment.put("LANG", "C.UTF-8");
      environment.put("COLUMNS", "100");
      return run(environment, words);
    }

    ClientRun run(Map<String, String> environment, String... words) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      var terminal = new Terminal(print(out), print(err), isOnTerminal, environment);
      var in = new ByteArrayInputStream(typedIn.getBytes(StandardCharsets.UTF_8));
      var clock = Clock.fixed(now, ZoneOffset.UTC);
      var input = new Desk.Input(in, new TypedKeyboard(hidden));
      var code = ForjaCli.run(new Desk(environment, home, input, terminal, clock), words);
      return new ClientRun(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
      return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
  }
}
