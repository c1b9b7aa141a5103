package forja.standalone;

import forja.common.job.JobRequest;
import forja.routes.program.CannotStart;
import forja.routes.program.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is to be done with the users of the broker whose data are here. */
record BrokerUserConfig(Path data, Order order) {
  static final String USAGE =
      "broker-user add worker NAME [--pool P]... | add customer NAME | revoke USER | list";

  /** What was asked for. */
  sealed interface Order {}

  record AddWorker(String name, List<String> pools) implements Order {}

  record AddCustomer(String name) implements Order {}

  record Revoke(String user) implements Order {}

  record ListAll() implements Order {}

  static BrokerUserConfig read(String... words) {
    return read(List.of(words), System.getenv());
  }

  static BrokerUserConfig read(List<String> words, Map<String, String> environment) {
    var plain = new ArrayList<String>();
    var pools = new ArrayList<String>();
    var data = Options.defaultData(environment);
    for (var rest = words.iterator(); rest.hasNext(); ) {
      var word = rest.next();
      if (word.startsWith("--") && !rest.hasNext()) {
        throw new CannotStart(word + " needs a value");
      }
      switch (word) {
        case "--data" -> data = Path.of(rest.next()).toAbsolutePath().normalize();
        case "--pool" -> pools.addAll(List.of(rest.next().split(",", -1)));
        case String option when option.startsWith("--") ->
            throw new CannotStart("unknown option " + option + "; it is " + USAGE);
        default -> plain.add(word);
      }
    }
    return new BrokerUserConfig(data, order(plain, pools));
  }

  private static Order order(List<String> words, List<String> pools) {
    if (words.size() == 3 && words.subList(0, 2).equals(List.of("add", "worker"))) {
      return new AddWorker(
          words.getLast(), pools.isEmpty() ? List.of(JobRequest.DEFAULT_POOL) : pools);
    }
    if (!pools.isEmpty()) {
      throw new CannotStart("only a worker has pools; it is " + USAGE);
    }
    if (words.size() == 3 && words.subList(0, 2).equals(List.of("add", "customer"))) {
      return new AddCustomer(words.getLast());
    }
    if (words.size() == 2 && words.getFirst().equals("revoke")) {
      return new Revoke(words.getLast());
    }
    if (words.equals(List.of("list"))) {
      return new ListAll();
    }
    throw new CannotStart("it is " + USAGE);
  }
}
