package forja.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import forja.common.farm.Ping;
import forja.common.job.JobRequest;
import forja.common.wire.JobWire.ReleasedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job keeps by which request it was asked for, and tells it to its worker. */
class RequestIdIT {
  private final LedgerForTests farm = new LedgerForTests(RequestIdIT.class);

  @AfterEach
  void stop() {
    farm.close();
  }

  private NewJob askedFor(Origin origin) {
    return new NewJob(
        farm.ids.next(),
        LedgerForTests.MAIN,
        JobRequest.of(new Ping("hello")),
        Optional.empty(),
        farm.clock.instant(),
        origin);
  }

  private static Origin by(String request) {
    return new Origin("user:anna", "operator", "submitJob", "192.0.2.1", request);
  }

  @Test
  void goesWithTheJobToItsWorker() {
    var id = farm.accept(askedFor(by("request-1")));

    assertThat(farm.reader.find(LedgerForTests.MAIN, id).orElseThrow().requestId())
        .contains("request-1");
    assertThat(released()).extracting(ReleasedJob::requestId).containsExactly("request-1");
  }

  private List<ReleasedJob> released() {
    var sent = new ArrayList<ReleasedJob>();
    farm.dispatcher(Map.of(LedgerForTests.FARM, 10), (jobs, _) -> sent.addAll(jobs)).turn();
    return sent;
  }

  @Test
  void isMissingWhereTheFarmAsksForItself() {
    var id = farm.accept(farm.job());

    assertThat(farm.reader.find(LedgerForTests.MAIN, id).orElseThrow().requestId()).isEmpty();
  }

  @Test
  void standsInTheAuditWithEachRequestOnce() {
    var one = by("request-1");
    var other = by("request-1");

    farm.accept(List.of(askedFor(one), askedFor(one), askedFor(one), askedFor(other)));

    assertThat(
            farm.query(
                "select times || ' ' || who || ' ' || request_id || ' ' || outcome from audit order by id"))
        .containsExactly("3 user:anna request-1 202", "1 user:anna request-1 202");
    assertThat(farm.query("select count(*) from audit join job using (id)")).containsExactly("2");
  }
}
