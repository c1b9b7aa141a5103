package forja.bench.api;

/** By what the api knows who asks. */
enum Guard {
  /** It asks nobody, and keeps no audit. */
  NONE("nothing asked, no audit"),
  /** The token of a log-in. */
  SESSION("JWT of a log-in, roles, audit"),
  /** A token for programs. */
  TOKEN("personal token, scopes, audit");

  private final String words;

  Guard(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
