package forja.api.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.machine.Machine.Type;
import forja.api.request.FieldProblem;
import forja.api.request.Reading;
import forja.api.store.ItemRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine of a customer. */
@Entity
@Table(name = "machine")
public class MachineRow extends ItemRow {
  private String type = Type.LOCAL.wireName();
  private @Nullable String ipv4;
  private @Nullable String ipv6;
  private @Nullable String mac;
  private @Nullable String broadcast;
  private @Nullable String gateway;
  private @Nullable String netmask;
  private @Nullable String network;

  @Override
  protected List<FieldProblem> take(JsonNode document) {
    return switch (Machine.read(document)) {
      case Reading.Good<Machine>(var machine) -> {
        take(machine);
        yield List.of();
      }
      case Reading.Bad<Machine>(var problems) -> problems;
    };
  }

  private void take(Machine machine) {
    type = machine.type().wireName();
    ipv4 = machine.address(Address.IPV4).orElse(null);
    ipv6 = machine.address(Address.IPV6).orElse(null);
    mac = machine.address(Address.MAC).orElse(null);
    broadcast = machine.address(Address.BROADCAST).orElse(null);
    gateway = machine.address(Address.GATEWAY).orElse(null);
    netmask = machine.address(Address.NETMASK).orElse(null);
    network = machine.address(Address.NETWORK).orElse(null);
  }

  @Override
  protected void show(ObjectNode view) {
    view.put("type", type);
    for (var address : Address.values()) {
      var text = text(address);
      if (text != null) {
        view.put(address.wireName(), text);
      }
    }
  }

  private @Nullable String text(Address address) {
    return switch (address) {
      case IPV4 -> ipv4;
      case IPV6 -> ipv6;
      case MAC -> mac;
      case BROADCAST -> broadcast;
      case GATEWAY -> gateway;
      case NETMASK -> netmask;
      case NETWORK -> network;
    };
  }
}
