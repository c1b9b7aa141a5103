package forja.cli.http;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Somebody answers where the api should be, and cannot show that it is the api. */
public final class Untrusted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  private Untrusted(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }

  /** Empty when the trouble is no question of trust. */
  static Optional<Untrusted> in(IOException trouble, URI address) {
    if (!(trouble instanceof SSLException)) {
      return Optional.empty();
    }
    var host = address.getHost();
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      var words = words(cause, host);
      if (!words.isEmpty()) {
        var message = "the api at " + address + " is not trusted: " + words;
        return Optional.of(new Untrusted(message, advice(cause, host), trouble));
      }
    }
    return Optional.empty();
  }

  private static String words(Throwable cause, String host) {
    return switch (cause) {
      case CertificateExpiredException _ -> "its certificate has expired";
      case CertificateNotYetValidException _ -> "its certificate is not valid yet";
      case CertPathBuilderException _ -> "nobody whom we know has signed its certificate";
      default -> isOtherName(cause) ? "its certificate is not for the name " + host : "";
    };
  }

  private static String advice(Throwable cause, String host) {
    return switch (cause) {
      case CertificateExpiredException _ -> "who runs the api has to renew it";
      case CertificateNotYetValidException _ -> "is the clock of this machine right?";
      case CertPathBuilderException _ ->
          "name the certificate of who signed it with --ca FILE, or FORJA_CA";
      default -> "use a name that is in the certificate instead of " + host + ", or renew it";
    };
  }

  private static boolean isOtherName(Throwable cause) {
    var message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.startsWith("no subject alternative") || message.startsWith("no name matching");
  }
}
