package forja.api.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Addresses as they stand in headers and on connections; nobody is asked what a name means. */
public final class Addresses {
  private static final int HALF = 8;

  private Addresses() {}

  /** With or without a port and brackets. */
  static Optional<InetAddress> parse(String text) {
    var word = withoutPort(text.strip());
    int zone = word.indexOf('%');
    try {
      return Optional.of(InetAddress.ofLiteral(zone < 0 ? word : word.substring(0, zone)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String withoutPort(String word) {
    if (word.startsWith("[")) {
      int end = word.indexOf(']');
      return end < 0 ? word : word.substring(1, end);
    }
    int colon = word.indexOf(':');
    boolean isFour = colon >= 0 && colon == word.lastIndexOf(':');
    return isFour ? word.substring(0, colon) : word;
  }

  /** What one household has: a single old address, or the half of a new one. */
  public static String household(String address) {
    return parse(address).map(Addresses::household).orElse(address);
  }

  private static String household(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    var half = Arrays.copyOf(Arrays.copyOf(address.getAddress(), HALF), 2 * HALF);
    try {
      return InetAddress.getByAddress(half).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("sixteen bytes are an address", impossible);
    }
  }
}
