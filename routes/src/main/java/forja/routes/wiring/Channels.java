package forja.routes.wiring;

import forja.common.job.Capability;

/**
 * Every address, and every endpoint a route reads from. {@link Topology} declares what stands
 * behind them.
 */
public final class Channels {
  public static final String STATUS_QUEUE = "forja.status";
  public static final String LOGS_QUEUE = "forja.logs";
  public static final String CONTROL = "forja.control";
  public static final String WORKERS = "forja.workers";

  /** Where the broker puts a job that was delivered too often. */
  public static final String DEAD = "forja.dead";

  /** Where we put what nobody can read, on its way to the dead letters. */
  public static final String UNREADABLE = "forja.unreadable";

  /** Where the broker keeps for a while what it cannot hand to anybody. */
  public static final String UNTELLABLE = "forja.untellable";

  /**
   * Where the broker keeps a sender's temporary queues, for permissions; their names are bare
   * UUIDs.
   */
  public static final String TEMPORARY = "forja.temporary";

  /** Set on a job's message, so that a cancel can take it off the queue by a filter. */
  public static final String JOB_PROPERTY = "job";

  private Channels() {}

  public static String jobs(Capability capability, String pool) {
    return "forja.jobs." + capability.id() + "." + pool;
  }

  /** Matches the queues of all capabilities and pools. */
  public static String allJobs() {
    return "forja.jobs.#";
  }

  public static String status(String worker) {
    return "forja.status." + worker;
  }

  public static String logs(String worker) {
    return "forja.logs." + worker;
  }

  public static String intake(String customer) {
    return "forja.intake." + customer;
  }

  public static String replies(String customer) {
    return "forja.replies." + customer;
  }

  public static String rejects(String customer) {
    return "forja.rejects." + customer;
  }

  public static String events(String customer) {
    return "forja.events." + customer;
  }

  /** The endpoint that a capability's route reads its jobs from. */
  public static String jobsOf(Capability capability) {
    return "forja:jobs/" + capability.id();
  }

  /** The endpoint of a durable queue, read in batches. */
  public static String queue(String name) {
    return "forja:queue/" + name;
  }

  /** The endpoint of a topic, read from now on. */
  public static String topic(String address) {
    return "forja:topic/" + address;
  }
}
