package forja.api.http;

import java.util.Locale;

/**
 * Every kind of problem a caller can meet. The slugs stand in answers: never rename one, add a new
 * one instead.
 */
public enum ProblemType {
  MALFORMED_JSON(
      400,
      "The body is not JSON",
      "The body cannot be read as JSON; the detail says where reading stopped."),
  INVALID_BODY(
      400,
      "The body is wrong",
      "The body is JSON, but not what is asked for here. Every wrong field is named by a JSON"
          + " pointer."),
  INVALID_QUERY(
      400,
      "The query is wrong",
      "A query parameter is unknown or has a value that it cannot have; named as `/query/<name>`."),
  INVALID_HEADER(
      400,
      "A header is wrong",
      "A header has a value that it cannot have; named as `/header/<Name>`."),
  BAD_REQUEST(
      400,
      "The request is not HTTP as it should be",
      "The request line, the path or the headers cannot be read."),
  UNAUTHORIZED(
      401,
      "Who are you",
      "There is no token, or none that is known. Send `Authorization: Bearer <token>`."),
  WRONG_LOGIN(
      401,
      "This is not who you are",
      "There is no such customer, no such user, the password is wrong, or the user is disabled. Which"
          + " of them is not told."),
  FORBIDDEN(
      403,
      "You may not do this",
      "Your role is too small for this operation, or your token has no scope for it. `operation` and"
          + " `role` say what was asked and which role it needs; `GET /me/access` tells what you may"
          + " do."),
  NOT_FOUND(404, "Nothing is here", "No resource has this path."),
  UNKNOWN_JOB(404, "No such job", "There is no job of yours with this id."),
  UNKNOWN_WORKER(404, "No such worker", "No worker of this name was heard of lately."),
  UNKNOWN_DEAD_LETTER(
      404,
      "No such dead letter",
      "There is no dead letter of yours with this id, or it was sent again or discarded."),
  UNKNOWN_LOCK(
      404,
      "No such lock",
      "No job of yours holds this lock, waits for it or left it in doubt, and it has no limit."),
  UNKNOWN_CUSTOMER(
      404,
      "No such customer",
      "There is no customer of this name that you could act for; `Forja-Customer` names one."),
  UNKNOWN_ITEM(404, "No such thing", "Nothing of yours in this store has this id or name."),
  METHOD_NOT_ALLOWED(
      405,
      "Not done here",
      "The resource does not support this method; `Allow` names those it supports."),
  NOT_ACCEPTABLE(
      406, "Not in that form", "`Accept` asks for a form that this answer does not have."),
  KEY_REUSED(
      409,
      "The key was used before",
      "The `Idempotency-Key` was used with another body. Take a new key for a new request."),
  NOT_RETRIABLE(
      409,
      "The job cannot be tried again",
      "Only a failed or cancelled job can be given another attempt, and only before its deadline."),
  NOT_RESUBMITTABLE(
      409,
      "The dead letter cannot be sent again",
      "It makes no sense to send this message again; the detail says why. It can be discarded."),
  NOT_UNIQUE(
      409,
      "Another job has this key",
      "Another job has the key of `unique`; `job` is its id. Wait for its end, or ask to be answered"
          + " by it."),
  LOCK_HELD(
      409,
      "Nothing of the lock can be released",
      "Only a permit that is in doubt and that no job holds can be released. Cancel the job that"
          + " holds it."),
  TOO_MANY(
      409,
      "There are as many as are kept",
      "You have 1,000 limits, or 1,000 pools are paused. Remove what is no longer needed."),
  NAME_TAKEN(
      409,
      "The name is taken",
      "Something of yours in this store has this name already; case does not tell names apart."),
  CUSTOMER_AT_WORK(
      409,
      "The customer has work to do",
      "Jobs of the customer are queued or running. Wait for their end, or say `force=true`: then they"
          + " are cancelled."),
  CUSTOMER_NEEDED(
      409,
      "The farm needs this customer",
      "The customer that is there from the start is the farm's own; it cannot be removed."),
  LAST_ADMIN(
      409,
      "You are the last admin",
      "You cannot take the role of admin from yourself while nobody else of your customer has it: give"
          + " it to somebody first, or ask the farm's administrator."),
  EXPIRED(410, "The job is no longer kept", "There may have been such a job; its time has passed."),
  PRECONDITION_FAILED(
      412,
      "It has changed meanwhile",
      "It is not the version that `If-Match` names, or it is one that `If-None-Match` names. Read it"
          + " again and decide anew."),
  BODY_TOO_LARGE(413, "The body is too large", "The body has more bytes than are read here."),
  URI_TOO_LONG(
      414, "The address is too long", "The address has more characters than are read here."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "The content type is not read here", "`Accept-Post` names the content types that are."),
  RANGE_NOT_SATISFIABLE(
      416,
      "There are no such bytes",
      "The log has fewer bytes (yet); `Content-Range` says how many."),
  BUSY(
      429,
      "Too much at once",
      "More is waiting than is good. Nothing was booked or changed; try again after"
          + " `Retry-After`."),
  RATE_LIMITED(
      429,
      "Too often",
      "You, or those behind your address, ask more often than this farm allows. Try again after"
          + " `Retry-After`."),
  TOO_MANY_ATTEMPTS(
      429,
      "Too many log-ins failed",
      "Too many log-ins failed for this user, or from your address. Each further one makes the pause"
          + " longer, up to a minute; `Retry-After` says how long it is now."),
  HEADERS_TOO_LARGE(
      431, "The headers are too large", "The headers have more bytes than are read here."),
  INTERNAL(
      500, "Our mistake", "A bug of ours. The `incident` names the entry in the log of the api."),
  UNAVAILABLE(
      503,
      "The ledger is out of reach",
      "The database cannot be reached. Whether something was booked is not known: with an"
          + " `Idempotency-Key` it is safe to try again after `Retry-After`.");

  private final int status;
  private final String title;
  private final String meaning;

  ProblemType(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** What it means and what to do about it; with Markdown's backticks. */
  public String meaning() {
    return meaning;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String uri() {
    return "/problems/" + slug();
  }
}
