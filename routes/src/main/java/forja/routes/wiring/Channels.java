package forja.routes.wiring;

import forja.common.job.Capability;

/**
 * Every address, and every endpoint a route reads from. {@link Topology} declares what stands
 * behind them.
 */
public final class Channels {
  public static final String STATUS_QUEUE = "forja.status";
  public static final String LOGS_QUEUE = "forja.logs";

  /** What all workers ask for; any api process answers. */
  public static final String SECRETS_QUEUE = "forja.secrets";

  public static final String CONTROL = "forja.control";

  /** Below it each worker says that it lives. */
  public static final String WORKERS = "forja.workers";

  /** Where the broker puts a job that was delivered too often. */
  public static final String DEAD = "forja.dead";

  /** Where the api puts what nobody can read, on its way to the dead letters. */
  public static final String UNREADABLE = "forja.unreadable";

  /** The jobs that workers could not read, on their way to the dead letters. */
  public static final String REFUSED_QUEUE = "forja.refused";

  /** Where the broker keeps for a while what it cannot hand to anybody. */
  public static final String UNTELLABLE = "forja.untellable";

  /**
   * Where the broker keeps a sender's temporary queues, for permissions; their names are bare
   * UUIDs.
   */
  public static final String TEMPORARY = "forja.temporary";

  /** Set on a job's message, so that a cancel can take it off the queue by a filter. */
  public static final String JOB_PROPERTY = "job";

  /** Set on a job's message: who can tell it has received the job. */
  public static final String PROOF_PROPERTY = "proof";

  private Channels() {}

  public static String jobs(Capability capability, String pool) {
    return "forja.jobs." + capability.id() + "." + pool;
  }

  /** Matches the queues of all capabilities and pools. */
  public static String allJobs() {
    return "forja.jobs.#";
  }

  public static boolean isOfJobs(String address) {
    return address.startsWith("forja.jobs.");
  }

  public static String status(String worker) {
    return "forja.status." + worker;
  }

  public static String logs(String worker) {
    return "forja.logs." + worker;
  }

  /** Where a worker says that it lives. */
  public static String heartbeats(String worker) {
    return WORKERS + "." + worker;
  }

  /** Where a worker asks for the secrets of a job that it holds. */
  public static String secrets(String worker) {
    return "forja.secrets." + worker;
  }

  /** Where a worker is answered with sealed secrets. */
  public static String sealed(String worker) {
    return "forja.sealed." + worker;
  }

  /** Where a worker puts a job that it cannot read. */
  public static String refused(String worker) {
    return "forja.refused." + worker;
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

  /** The endpoint of all topics whose addresses begin so, read from now on. */
  public static String topicsBelow(String address) {
    return "forja:below/" + address;
  }
}
