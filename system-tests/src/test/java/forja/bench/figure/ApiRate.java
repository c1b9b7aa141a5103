package forja.bench.figure;

/** How often a second one question was answered behind one guard, and how long that took. */
public record ApiRate(String question, String guard, double perSecond, Latency latency) {}
