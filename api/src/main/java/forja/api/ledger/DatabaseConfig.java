package forja.api.ledger;

/** How to reach PostgreSQL. */
public record DatabaseConfig(String url, String user, String password, int connections) {
  public static final int DEFAULT_CONNECTIONS = 16;

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + user + ", " + connections + " connections";
  }
}
