package forja.bench.cpu;

import java.util.LinkedHashMap;
import java.util.Map;

/** Microseconds of processor time: of the whole machine, and by program and group of threads. */
public record CpuUse(double machine, Map<String, Map<String, Double>> byGroup) {

  public CpuUse {
    byGroup = Map.copyOf(byGroup);
  }

  /** The share of one job, the dearest group first; what rounds to nothing is left out. */
  public Map<String, Map<String, Double>> perJob(int jobs, double leastMicros) {
    var shares = new LinkedHashMap<String, Map<String, Double>>();
    byGroup.entrySet().stream()
        .sorted((a, b) -> Double.compare(sum(b.getValue()), sum(a.getValue())))
        .forEach(
            program -> shares.put(program.getKey(), share(program.getValue(), jobs, leastMicros)));
    return shares;
  }

  private static Map<String, Double> share(
      Map<String, Double> groups, int jobs, double leastMicros) {
    var share = new LinkedHashMap<String, Double>();
    share.put("all", sum(groups) / jobs);
    groups.entrySet().stream()
        .filter(group -> group.getValue() / jobs >= leastMicros)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(group -> share.put(group.getKey(), group.getValue() / jobs));
    return share;
  }

  private static double sum(Map<String, Double> groups) {
    return groups.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What neither our programs nor this client have used: the system, and whoever else is here. */
  public double others() {
    return machine - byGroup.values().stream().mapToDouble(groups -> sum(groups)).sum();
  }
}
