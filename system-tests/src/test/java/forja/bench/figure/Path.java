package forja.bench.figure;

import java.util.Map;

/**
 * What the engine reached on one way in: jobs a second from the first byte sent to the last end
 * committed, and what one job cost each program in microseconds of processor time.
 */
public record Path(
    String name,
    int jobs,
    int warmUpJobs,
    double warmUpPerSecond,
    double acceptedPerSecond,
    double perSecond,
    double machineMicros,
    double otherMicros,
    Map<String, Map<String, Double>> micros) {}
