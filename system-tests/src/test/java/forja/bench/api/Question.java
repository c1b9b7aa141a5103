package forja.bench.api;

/** What is asked of the api, and which status answers it. */
enum Question {
  SHOW("GET /jobs/{id}", 200),
  LIST("GET /jobs?limit=50", 200),
  POST("POST /jobs", 202);

  private final String words;
  private final int status;

  Question(String words, int status) {
    this.words = words;
    this.status = status;
  }

  String words() {
    return words;
  }

  int status() {
    return status;
  }
}
