package forja.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the programs of a drill are told: short times, little memory, and whether fencing is on. */
record DrillTerms(Duration timeToLive, boolean unfenced) {
  private static final String SMALL = "-Xmx320m -XX:TieredStopAtLevel=1";

  static DrillTerms read() {
    return new DrillTerms(Duration.ofSeconds(3), Boolean.getBoolean("chaos.unfenced"));
  }

  List<String> apiOptions() {
    return List.of("--time-to-live", timeToLive.toString());
  }

  Map<String, String> environment() {
    return Map.of("JDK_JAVA_OPTIONS", SMALL);
  }

  String workerJvm() {
    return unfenced ? SMALL + " -Dforja.drill.unfenced=true" : SMALL;
  }
}
