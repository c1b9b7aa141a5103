package forja.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import forja.common.farm.Chatter;
import forja.common.farm.Ping;
import forja.common.farm.Sleep;
import forja.common.job.Failure;
import forja.common.job.InvalidSpec;
import forja.common.job.Job;
import forja.common.job.JobId;
import forja.common.job.JobRequest;
import forja.common.job.RetryPolicy;
import forja.common.job.Unique;
import forja.common.wire.JobWire.ReleasedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobWireTest {
  private static final JobId ID = JobId.of("019542b1-7b7b-7abc-8def-0123456789ab");

  @Test
  void readsTheRequestItWrote() {
    var request =
        new JobRequest(
            new Sleep(Duration.ofSeconds(2)),
            5,
            Optional.of(Instant.parse("2026-03-01T12:00:00Z")),
            Duration.ofMinutes(10),
            new RetryPolicy(
                3,
                Duration.ofSeconds(5),
                3,
                Duration.ofHours(2),
                Set.of(Failure.Kind.LOST, Failure.Kind.TIMED_OUT)),
            Map.of("team", "a"),
            "site-1",
            List.of("db", "container:h1/web"),
            Optional.of(new Unique("nightly", Unique.Span.QUEUED, Unique.Otherwise.REFUSE)),
            Optional.of(Instant.parse("2026-03-01T13:00:00Z")));

    assertThat(JobWire.request(Wire.tree(JobWire.write(request)))).isEqualTo(request);
  }

  @Test
  void readsARequestThatHasNoTime() {
    var request = JobRequest.of(new Ping("hello"));

    assertThat(JobWire.request(Wire.tree(JobWire.write(request)))).isEqualTo(request);
  }

  @Test
  void fillsInWhatARequestLeavesOut() {
    assertThat(request("{'kind':'farm.chatter'}"))
        .isEqualTo(JobRequest.of(Chatter.of(10, 60, Duration.ZERO)));
  }

  @Test
  void isUniqueWhileUnfinishedUnlessToldOtherwise() {
    assertThat(request("{'kind':'farm.ping','unique':{'key':'k'}}").unique())
        .contains(new Unique("k", Unique.Span.UNFINISHED, Unique.Otherwise.EXISTING));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "2026-03-01T13:00:00Z")
  void readsTheJobThatWasReleased(@Nullable Instant deadline) {
    var hour = Duration.ofHours(1);
    var released =
        new ReleasedJob(
            ID,
            "main",
            2,
            7,
            hour,
            deadline,
            "farm.ping",
            "{\"echo\": \"hello\"}",
            List.of(),
            "request-1");

    assertThat(JobWire.job(Wire.write(released)))
        .isEqualTo(
            new Job(
                ID,
                "main",
                2,
                7,
                hour,
                Optional.ofNullable(deadline),
                new Ping("hello"),
                List.of(),
                Optional.of("request-1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind':'farm.sleep'}                                         | spec/for",
        "{'kind':'farm.sleep','spec':{'for':'P2D'}}                    | spec/for",
        "{'kind':'farm.chatter','spec':{'lines':0}}                    | spec/lines",
        "{'kind':'farm.ping','retry':{'attempts':0}}                   | retry/attempts",
        "{'kind':'farm.ping','retry':{'backoff':'PT2H'}}               | retry/backoff",
        "{'kind':'farm.ping','retry':{'factor':11}}                    | retry/factor",
        "{'kind':'farm.ping','retry':{'ceiling':'P2D'}}                | retry/ceiling",
        "{'kind':'farm.ping','retry':{'on':['lost','crashed']}}        | retry/on",
        "{'kind':'farm.ping','priority':101}                           | priority",
        "{'kind':'farm.ping','timeLimit':'PT0S'}                       | timeLimit",
        "{'kind':'farm.ping','pool':'Über'}                            | pool",
        "{'kind':'farm.ping','unique':{}}                              | unique/key",
        "{'kind':'farm.ping','unique':{'key':'a b'}}                   | unique/key",
        "{'kind':'farm.ping','runAt':'2030-01-01T00:00:00Z','deadline':'2030-01-01T00:00:00Z'} |"
            + " deadline",
        "{'kind':'farm.unknown'}                                       | kind",
        "{}                                                            | kind",
      })
  void pointsAtTheFieldThatIsWrong(String json, String field) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> request(json))
        .satisfies(invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'farm.ping','spce':{}}",
        "{'kind':'farm.ping','spec':{'echo':'a','ehco':'b'}}",
        "{'kind':'farm.ping','spec':[]}",
        "{'kind':'farm.ping','spec':'x'}",
        "{'kind':'farm.ping','priority':1.5}",
        "{'kind':'farm.ping','runAt':'soon'}",
        "{'kind':'farm.ping','retry':{'on':['bad-luck']}}",
        "{'kind':'farm.ping','labels':{'a':{}}}",
        "{'kind':'farm.ping','unique':{'key':'k','while':'ever'}}",
        "{'kind':'farm.ping','deadline':'soon'}",
        "[]",
        "null",
      })
  void refusesWhatIsNoRequest(String json) {
    assertThatExceptionOfType(Wire.Unreadable.class).isThrownBy(() -> request(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{'kind':'farm.ping','spec':{}}",
        "{'id':'019542b1-7b7b-7abc-8def-0123456789ab','customer':'main','attempt':1,'release':1,"
            + "'timeLimit':'PT1H','kind':'farm.ping'}",
        "{'id':'nobody','customer':'main','attempt':1,'release':1,"
            + "'timeLimit':'PT1H','kind':'farm.ping','spec':{}}",
        "{'id':'019542b1-7b7b-7abc-8def-0123456789ab','customer':'main','attempt':1,'release':1,"
            + "'kind':'farm.ping','spec':{}}",
        "{'id':'019542b1-7b7b-7abc-8def-0123456789ab','customer':'main','attempt':1,"
            + "'timeLimit':'PT1H','kind':'farm.ping','spec':{}}",
        "{'id':'019542b1-7b7b-7abc-8def-0123456789ab','customer':'main','attempt':1,'release':1,"
            + "'timeLimit':'PT1H','kind':'farm.sleep','spec':{}}",
      })
  void refusesWhatIsNoWholeJob(String json) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> JobWire.job(bytes(json)))
        .isInstanceOfAny(Wire.Unreadable.class, InvalidSpec.class);
  }

  private static JobRequest request(String json) {
    return JobWire.request(Wire.tree(bytes(json)));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
