package forja.routes.wiring;

import forja.common.job.Hold;
import forja.common.job.JobReport;
import java.util.function.Consumer;

/**
 * A job as it comes off the queue, with the proof that it came, the way to tell the ledger how it
 * goes, and how long it may be worked on. One that may not begin is handed back. The body of a job
 * route's exchange.
 */
public record DeliveredJob(
    byte[] json,
    int delivery,
    String proof,
    Consumer<JobReport> teller,
    Hold hold,
    boolean mayBegin) {}
