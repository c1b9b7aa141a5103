package forja.api.ledger;

import forja.common.job.JobId;

/** What becomes of the wish to remove a customer. */
public sealed interface FarewellAnswer {

  /** This job removes it; it may have been asked for before. */
  record Leaves(JobId job) implements FarewellAnswer {}

  /** So many of its jobs are alive, and nobody said that they may be cancelled. */
  record AtWork(long jobs) implements FarewellAnswer {}

  /** The farm does its own work as this customer. */
  record Needed() implements FarewellAnswer {}

  record Unknown() implements FarewellAnswer {}
}
