package forja.api.ledger;

import forja.common.job.JobChange;
import forja.common.job.JobId;
import forja.common.job.JobState;
import forja.common.job.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a job; numbers grow by one from 1 within a job. The worker is named
 * where one had a part in it; the body is a JSON object.
 */
public record JobEvent(
    JobId job,
    int number,
    JobChange change,
    JobState state,
    Token token,
    Instant at,
    Optional<String> worker,
    Optional<String> body) {}
