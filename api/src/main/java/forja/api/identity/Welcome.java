package forja.api.identity;

import forja.api.http.Caller;

/** What somebody gets who has said who he is. */
record Welcome(Caller caller, String user, String token, String refresh) {

  /** Without the tokens. */
  @Override
  public String toString() {
    return user + " of " + caller.customer().name();
  }
}
