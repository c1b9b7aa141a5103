package forja.standalone;

import forja.common.job.JobRequest;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** For which customers and workers there are to be roles in a broker that runs apart. */
record BrokerXmlConfig(List<String> customers, List<Grant> workers) {
  private static final Pattern WORKER = Pattern.compile("([^:]+)(?::(.+))?");

  /** Whoever sees the file that ships has an example of each. */
  static final BrokerXmlConfig BUILT_IN =
      new BrokerXmlConfig(
          Customers.BUILT_IN, List.of(Grant.ofWorker("worker", List.of(JobRequest.DEFAULT_POOL))));

  BrokerXmlConfig {
    customers = List.copyOf(customers);
    workers = List.copyOf(workers);
  }

  static BrokerXmlConfig read(List<String> words) {
    if (words.isEmpty()) {
      return BUILT_IN;
    }
    var customers = new ArrayList<String>();
    var workers = new ArrayList<Grant>();
    for (var rest = words.iterator(); rest.hasNext(); ) {
      var word = rest.next();
      if (!word.equals("--worker")) {
        customers.add(BrokerUser.requireCustomer(word));
      } else if (rest.hasNext()) {
        workers.add(worker(rest.next()));
      } else {
        throw new CannotStart("--worker needs a value like NAME or NAME:POOL,POOL");
      }
    }
    return new BrokerXmlConfig(customers.isEmpty() ? Customers.BUILT_IN : customers, workers);
  }

  private static Grant worker(String word) {
    var parts = WORKER.matcher(word);
    if (!parts.matches()) {
      throw new CannotStart("--worker is NAME or NAME:POOL,POOL, found " + word);
    }
    var pools =
        Optional.ofNullable(parts.group(2))
            .map(names -> List.of(names.split(",", -1)))
            .orElse(List.of(JobRequest.DEFAULT_POOL));
    return Grant.ofWorker(
        BrokerUser.requireWorker(parts.group(1)),
        pools.stream().map(BrokerUser::requirePool).toList());
  }
}
