package forja.bench.figure;

import java.util.List;

/** All that one run of the benchmark of the api has found. */
public record ApiFigures(
    Surroundings surroundings,
    String loadAverageAfterwards,
    List<ApiRate> rates,
    List<Floor> floors) {

  public boolean allFloorsMet() {
    return floors.stream().allMatch(Floor::met);
  }
}
