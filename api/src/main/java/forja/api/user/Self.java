package forja.api.user;

import forja.api.http.Caller;
import forja.api.identity.Who;

/** Whether somebody means himself. */
final class Self {
  private Self() {}

  static boolean is(UserRow user, Caller caller) {
    return !user.isNew() && means(caller, user.name());
  }

  /** By name; abroad there are others. */
  static boolean means(Caller caller, String name) {
    return !caller.abroad()
        && Who.of(caller.who()).user().filter(name::equalsIgnoreCase).isPresent();
  }
}
