package forja.bench.figure;

import java.util.List;
import java.util.Map;

/** All that one run of the engine benchmark has found. */
public record EngineFigures(
    Surroundings surroundings,
    String loadAverageAfterwards,
    RawLimits raw,
    List<Start> starts,
    List<Path> paths,
    List<Latency> idle,
    Map<String, Double> residentAfterwards,
    List<Floor> floors) {

  public boolean allFloorsMet() {
    return floors.stream().allMatch(Floor::met);
  }
}
