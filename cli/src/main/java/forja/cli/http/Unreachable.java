package forja.cli.http;

import java.net.URI;
import java.util.Locale;

/** Nobody answers where the api should be. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unreachable(URI address, Throwable cause) {
    super("no answer from " + address + " (" + reason(cause) + ")", cause);
  }

  private static String reason(Throwable cause) {
    for (var deeper = cause; deeper != null; deeper = deeper.getCause()) {
      switch (deeper) {
        case java.net.http.HttpTimeoutException _ -> {
          return "timed out";
        }
        case java.nio.channels.UnresolvedAddressException _ -> {
          return "unknown host";
        }
        default -> {}
      }
    }
    if (cause instanceof java.net.ConnectException) {
      return "connection refused";
    }
    var message = String.valueOf(cause.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
      return "it speaks no TLS: its address begins with http://";
    }
    if (message.contains("header parser received no bytes")
        || message.startsWith("parsing HTTP/1.1 status line")) {
      return "it does not answer as HTTP; if it speaks TLS its address begins with https://";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
