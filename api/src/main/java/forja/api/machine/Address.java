package forja.api.machine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sorts of addresses that a machine has, each by its name in JSON. */
enum Address {
  IPV4("an IPv4 address such as 192.0.2.7"),
  IPV6("an IPv6 address such as 2001:db8::7, without a zone"),
  MAC("a MAC address of one machine such as 02:00:5e:10:00:07"),
  BROADCAST("an IPv4 address such as 192.0.2.255"),
  GATEWAY("an IPv4 address such as 192.0.2.1"),
  NETMASK("a netmask without gaps such as 255.255.255.0"),
  NETWORK("an IPv4 address such as 192.0.2.0");

  private static final Pattern HEXTETS = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
  private static final Pattern OCTETS = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
  private static final String NOBODY = "00:00:00:00:00:00";
  private static final int MULTICAST_BIT = 1;

  private final String form;

  Address(String form) {
    this.form = form;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it looks like, for people. */
  String form() {
    return form;
  }

  /** As it is kept; empty when it is no such address. */
  Optional<String> read(String text) {
    var plain = text.toLowerCase(Locale.ROOT);
    boolean isOne =
        switch (this) {
          case IPV4 -> Ipv4.read(plain).filter(Ipv4::isOfOne).isPresent();
          case GATEWAY, BROADCAST, NETWORK -> Ipv4.read(plain).isPresent();
          case NETMASK -> Ipv4.read(plain).filter(Ipv4::isMask).isPresent();
          case IPV6 -> isIpv6OfOne(plain);
          case MAC -> isMacOfOne(plain);
        };
    return isOne ? Optional.of(plain) : Optional.empty();
  }

  private static boolean isIpv6OfOne(String text) {
    // Guards against names: only what has a colon is never looked up.
    if (!HEXTETS.matcher(text).matches()) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(text) instanceof Inet6Address address
          && !address.isAnyLocalAddress()
          && !address.isMulticastAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isMacOfOne(String text) {
    return OCTETS.matcher(text).matches()
        && !text.equals(NOBODY)
        && (Integer.parseInt(text.substring(0, 2), 16) & MULTICAST_BIT) == 0;
  }
}
