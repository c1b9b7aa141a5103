package forja.api.machine;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An IPv4 address, or a netmask, as its 32 bits. */
record Ipv4(int bits) {
  // No leading zeros: some read them as octal.
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern FORM = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final int SMALLEST_NETWORK_WITH_BROADCAST = 30;

  static Optional<Ipv4> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int bits = 0;
    for (var octet : text.split("\\.")) {
      bits = (bits << 8) | Integer.parseInt(octet);
    }
    return Optional.of(new Ipv4(bits));
  }

  /** Whether it can be that of one machine: of no network, of no group, not of all. */
  boolean isOfOne() {
    int first = bits >>> 24;
    return first > 0 && first < 224;
  }

  /** Ones, then zeros; not only zeros. */
  boolean isMask() {
    return bits != 0 && Integer.numberOfLeadingZeros(~bits) == Integer.bitCount(bits);
  }

  Ipv4 network(Ipv4 mask) {
    return new Ipv4(bits & mask.bits);
  }

  Ipv4 broadcast(Ipv4 mask) {
    return new Ipv4(bits | ~mask.bits);
  }

  /** Whether a network with this mask has addresses that are of no machine. */
  boolean leavesRoom() {
    return Integer.bitCount(bits) <= SMALLEST_NETWORK_WITH_BROADCAST;
  }

  @Override
  public String toString() {
    return IntStream.of(24, 16, 8, 0)
        .mapToObj(shift -> String.valueOf((bits >>> shift) & 0xFF))
        .collect(Collectors.joining("."));
  }
}
