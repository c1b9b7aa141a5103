package forja.chaos;

/** What may happen to a farm at any moment. */
enum Blow {
  WORKER_KILLED,
  WORKER_FROZEN,
  API_KILLED,
  BROKER_KILLED,
  DATABASE_KILLED
}
