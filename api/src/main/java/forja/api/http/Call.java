package forja.api.http;

import forja.api.http.Access.Rule;
import java.util.Optional;

/**
 * One request for an operation, as the audit tells of it: who asked, when that is known, for what
 * object, from which address.
 */
public record Call(
    Rule rule, Optional<Caller> caller, String object, String address, String requestId) {}
