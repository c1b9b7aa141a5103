package forja.api.machine;

import com.fasterxml.jackson.databind.JsonNode;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import forja.api.request.Reading;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a machine is in the network. One that exists fits together. */
record Machine(Type type, Map<Address, String> addresses) {

  /** Whether it is this machine or another one, which has to be reached. */
  enum Type {
    LOCAL,
    REMOTE;

    static Type named(String wireName) {
      return wireName.equals("remote") ? REMOTE : LOCAL;
    }

    String wireName() {
      return this == REMOTE ? "remote" : "local";
    }
  }

  Machine {
    addresses = Map.copyOf(addresses);
  }

  /** From a document that has passed the schema. */
  static Reading<Machine> read(JsonNode document) {
    var problems = new ArrayList<FieldProblem>();
    var addresses = new EnumMap<Address, String>(Address.class);
    for (var address : Address.values()) {
      var given = document.path(address.wireName());
      if (!given.isMissingNode()) {
        address
            .read(given.asText())
            .ifPresentOrElse(
                text -> addresses.put(address, text),
                () ->
                    problems.add(problem(address, "must be " + address.form(), Code.WRONG_FORMAT)));
      }
    }
    var machine = new Machine(Type.named(document.path("type").asText()), addresses);
    if (problems.isEmpty()) {
      problems.addAll(machine.misfits());
    }
    return problems.isEmpty() ? new Reading.Good<>(machine) : new Reading.Bad<>(problems);
  }

  Optional<String> address(Address which) {
    return Optional.ofNullable(addresses.get(which));
  }

  private List<FieldProblem> misfits() {
    var ip = ipv4(Address.IPV4);
    var mask = ipv4(Address.NETMASK);
    if (ip.isPresent() && mask.isPresent()) {
      return Stream.concat(reach(), fit(ip.get(), mask.get())).toList();
    }
    return Stream.concat(reach(), alone()).toList();
  }

  /** What can be said of one address without the others. */
  private Stream<FieldProblem> reach() {
    if (type == Type.LOCAL) {
      return Stream.empty();
    }
    if (address(Address.IPV4).isEmpty() && address(Address.IPV6).isEmpty()) {
      return Stream.of(
          problem(Address.IPV4, "is missing: a remote machine has it or ipv6", Code.MISSING));
    }
    return Stream.of(Address.IPV4, Address.IPV6)
        .filter(which ->
            address(which)
                .map(InetAddress::ofLiteral)
                .filter(InetAddress::isLoopbackAddress)
                .isPresent())
        .map(which -> problem(which, "is this machine's own, of a remote one", Code.OUT_OF_RANGE));
  }

  /** Without address and mask nobody can say whether these are right. */
  private Stream<FieldProblem> alone() {
    return Stream.of(Address.NETMASK, Address.NETWORK, Address.BROADCAST, Address.GATEWAY)
        .filter(which -> address(which).isPresent())
        .map(which ->
            problem(
                which,
                which == Address.NETMASK
                    ? "needs ipv4 beside it"
                    : "needs ipv4 and netmask beside it",
                Code.NOT_ALLOWED));
  }

  private Stream<FieldProblem> fit(Ipv4 ip, Ipv4 mask) {
    return Stream.of(
            own(ip, mask),
            same(Address.NETWORK, ip.network(mask)),
            same(Address.BROADCAST, ip.broadcast(mask)),
            gateway(ip, mask))
        .flatMap(Optional::stream);
  }

  private static Optional<FieldProblem> own(Ipv4 ip, Ipv4 mask) {
    return isReserved(ip, mask)
        ? Optional.of(
            problem(
                Address.IPV4, "is the address of its network or of all in it", Code.OUT_OF_RANGE))
        : Optional.empty();
  }

  /** Whether it is no machine's: the first and the last one of a network. */
  private static boolean isReserved(Ipv4 ip, Ipv4 mask) {
    return mask.leavesRoom() && (ip.equals(ip.network(mask)) || ip.equals(ip.broadcast(mask)));
  }

  private Optional<FieldProblem> same(Address which, Ipv4 wanted) {
    return ipv4(which)
        .filter(found -> !found.equals(wanted))
        .map(found ->
            problem(
                which,
                "must be %s, as ipv4 and netmask say, found %s".formatted(wanted, found),
                Code.OUT_OF_RANGE));
  }

  private Optional<FieldProblem> gateway(Ipv4 ip, Ipv4 mask) {
    var network = ip.network(mask);
    return ipv4(Address.GATEWAY)
        .filter(found ->
            !found.network(mask).equals(network) || found.equals(ip) || isReserved(found, mask))
        .map(found ->
            problem(
                Address.GATEWAY,
                "must be another machine in the network %s, found %s".formatted(network, found),
                Code.OUT_OF_RANGE));
  }

  private Optional<Ipv4> ipv4(Address which) {
    return address(which).flatMap(Ipv4::read);
  }

  private static FieldProblem problem(Address which, String detail, Code code) {
    return FieldProblem.at(which.wireName(), detail, code);
  }
}
