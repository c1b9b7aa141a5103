package forja.bench.raw;

import java.time.Duration;

/** How long a raw limit is warmed up, and then measured. */
public record RawTimes(Duration warmUp, Duration measured) {}
