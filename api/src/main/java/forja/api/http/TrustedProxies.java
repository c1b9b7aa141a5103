package forja.api.http;

import forja.routes.program.CannotStart;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;

/**
 * The proxies in front of this api whose word counts about who asks. Of what {@code
 * X-Forwarded-For} says only that much is believed as trusted ones have written: anybody may have
 * written what stands before.
 */
public final class TrustedProxies {
  /** Whoever connects is who asks. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int MOST_HOPS = 50;

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /** Addresses, or networks such as 10.0.0.0/8. */
  public static TrustedProxies of(List<String> words) {
    return new TrustedProxies(words.stream().map(Network::of).toList());
  }

  private record Network(byte[] address, int bits) {

    static Network of(String word) {
      var parts = word.strip().split("/", 2);
      var address = Addresses.parse(parts[0]).map(InetAddress::getAddress);
      int most = address.map(bytes -> bytes.length * Byte.SIZE).orElse(0);
      int bits =
          parts.length == 1
              ? most
              : parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : most + 1;
      if (address.isEmpty() || bits > most) {
        throw new CannotStart(
            "--trusted-proxies are addresses or networks like 10.0.0.0/8, found " + word);
      }
      return new Network(address.get(), bits);
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((other[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Who asks, when this one has connected and sends these headers. */
  String client(String peer, List<String> forwardedFor) {
    if (networks.isEmpty()) {
      return peer;
    }
    var hops = List.of(String.join(",", forwardedFor).split(",", -1));
    var client = peer;
    int left = Math.min(hops.size(), MOST_HOPS);
    for (var hop : hops.reversed().subList(0, left)) {
      var said = Addresses.parse(hop).map(InetAddress::getHostAddress);
      if (!trusts(client) || said.isEmpty()) {
        return client;
      }
      client = said.get();
    }
    return client;
  }

  private boolean trusts(String address) {
    return Addresses.parse(address)
        .map(InetAddress::getAddress)
        .filter(bytes -> networks.stream().anyMatch(network -> network.holds(bytes)))
        .isPresent();
  }

  /** The headers of a request in the order in which they came. */
  String client(Context http) {
    if (networks.isEmpty()) {
      return http.ip();
    }
    return client(http.ip(), Collections.list(http.req().getHeaders(FORWARDED_FOR)));
  }
}
