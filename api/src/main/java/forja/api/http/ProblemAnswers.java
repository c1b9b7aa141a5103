package forja.api.http;

import forja.api.ledger.LedgerBusy;
import forja.api.ledger.LedgerUnavailable;
import forja.api.ledger.TooMany;
import forja.routes.wiring.BrokerAway;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where an exception becomes an answer. */
final class ProblemAnswers {
  private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
  private static final String RETRY_SOON = "1";

  private final MeterRegistry metrics;

  ProblemAnswers(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void answer(Exception thrown, Context http) {
    if (http.res().isCommitted()) {
      log.debug("an answer that had begun was broken off", thrown);
      return;
    }
    var problem = problem(thrown);
    http.status(problem.type().status()).contentType(Problem.contentType());
    http.removeHeader("ETag").header("Cache-Control", "no-store");
    problem.headers().forEach(http::header);
    metrics.counter("forja.http.problems", "type", problem.type().slug()).increment();
    if (problem.type() == ProblemType.BODY_TOO_LARGE || Body.isLarge(http)) {
      LongBody.refuse(http, problem.document(http.path()));
    } else {
      Body.discard(http);
      http.result(problem.document(http.path()));
    }
  }

  /** What Jetty could not even read as a request. */
  boolean answerUnreadable(Request request, Response response, Callback callback) {
    var problem = new Problem(unreadable(response.getStatus()), "the request cannot be read");
    response.setStatus(problem.type().status());
    var headers = response.getHeaders();
    headers.put("Content-Type", Problem.contentType());
    headers.put("Connection", "close");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put(
        RequestHeaders.REQUEST_ID,
        RequestHeaders.idOf(request.getHeaders().get(RequestHeaders.REQUEST_ID)));
    var path = request.getHttpURI() == null ? "" : String.valueOf(request.getHttpURI().getPath());
    response.write(true, ByteBuffer.wrap(problem.document(path)), callback);
    return true;
  }

  private static ProblemType unreadable(int status) {
    return switch (status) {
      case 413 -> ProblemType.BODY_TOO_LARGE;
      case 414 -> ProblemType.URI_TOO_LONG;
      case 431 -> ProblemType.HEADERS_TOO_LARGE;
      case 503 -> ProblemType.UNAVAILABLE;
      case 500 -> ProblemType.INTERNAL;
      default -> ProblemType.BAD_REQUEST;
    };
  }

  private static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Problem problem -> problem;
      case LedgerUnavailable _ ->
          new Problem(ProblemType.UNAVAILABLE, "the ledger cannot be reached, try again")
              .with("Retry-After", RETRY_SOON);
      case BrokerAway _ ->
          new Problem(ProblemType.UNAVAILABLE, "the broker cannot be reached, try again")
              .with("Retry-After", RETRY_SOON);
      case TooMany many -> new Problem(ProblemType.TOO_MANY, many.getMessage());
      case LedgerBusy busy ->
          new Problem(ProblemType.BUSY, busy.getMessage()).with("Retry-After", RETRY_SOON);
      case CompletionException wrapper when wrapper.getCause() != null ->
          problem(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          problem(wrapper.getCause());
      case UncheckedIOException wrapper -> problem(wrapper.getCause());
      case IOException _ -> new Problem(ProblemType.BAD_REQUEST, "the body ended too early");
      case HttpException _ -> new Problem(ProblemType.BAD_REQUEST, "the request cannot be read");
      case InterruptedException _ ->
          new Problem(ProblemType.UNAVAILABLE, "this server stops, ask again")
              .with("Retry-After", RETRY_SOON);
      default -> bug(thrown);
    };
  }

  private static Problem bug(Throwable thrown) {
    var incident = UUID.randomUUID().toString();
    log.error("incident {}: a request was answered with 500", incident, thrown);
    return new Problem(ProblemType.INTERNAL, "a bug of ours; the log of the api knows more")
        .incident(incident);
  }
}
