package forja.api.access;

import static java.util.stream.Collectors.joining;

import forja.api.http.Access;
import forja.api.http.Access.Rule;
import forja.api.http.ApiForTests;
import forja.api.http.Gate;
import forja.api.http.Role;
import forja.api.ledger.Customer;
import java.net.http.HttpRequest;

/** Who asks in the walk. */
enum Actor {
  STRANGER,
  VIEWER,
  OPERATOR,
  ADMIN,
  /** At home with another customer, and acting for this one. */
  FARM_ADMIN,
  /** A program of an administrator, which may only look. */
  READER;

  /** What the table says. */
  boolean may(Rule rule) {
    return switch (this) {
      case STRANGER -> rule.isOpen();
      case READER -> rule.isOpen() || (!rule.changes() && isAtMost(rule, Role.ADMIN));
      case VIEWER, OPERATOR, ADMIN, FARM_ADMIN -> isAtMost(rule, Role.valueOf(name()));
    };
  }

  private static boolean isAtMost(Rule rule, Role role) {
    return rule.least().map(least -> least.compareTo(role) <= 0).orElse(true);
  }

  /** As this one, of this customer. */
  HttpRequest.Builder sign(HttpRequest.Builder request, Customer customer) {
    return switch (this) {
      case STRANGER -> request;
      case VIEWER -> token(request, "viewer@" + customer.name());
      case OPERATOR -> token(request, "operator@" + customer.name());
      case ADMIN -> token(request, "admin@" + customer.name());
      case READER -> token(request, "admin@" + customer.name() + "/" + reading());
      case FARM_ADMIN ->
          token(request, ApiForTests.TOKEN).setHeader(Gate.CUSTOMER, customer.name());
    };
  }

  private static String reading() {
    return Access.areas().stream().map(area -> area + ":read").collect(joining(","));
  }

  static HttpRequest.Builder token(HttpRequest.Builder request, String token) {
    return request.setHeader("Authorization", "Bearer " + token);
  }
}
