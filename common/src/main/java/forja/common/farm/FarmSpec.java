package forja.common.farm;

import forja.common.job.JobSpec;

/** Work that needs no outside system: to see that the farm lives, and to drill it. */
public sealed interface FarmSpec extends JobSpec permits Ping, Sleep, Fail, Chatter, Effect {}
