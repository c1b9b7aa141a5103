package forja.api.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.common.job.JobId;
import forja.common.job.JobIds;
import forja.common.job.JobReport;
import forja.common.job.LogBundle;
import forja.common.job.LogChunk;
import forja.common.job.ReportBundle;
import forja.common.job.Token;
import forja.common.wire.Wire;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] KEY = "a key of thirty-two bytes it is.".getBytes(US_ASCII);

  private final JobIds ids = new JobIds(Clock.systemUTC());
  private final JobId job = ids.next();
  private final ReleaseProofs proofs = new ReleaseProofs(KEY);
  private final List<ReportBundle> deadReports = new ArrayList<>();
  private final List<LogBundle> deadLogs = new ArrayList<>();
  private final LongAdder refused = new LongAdder();
  private final ProofCheck check =
      new ProofCheck(
          proofs,
          (bundle, _) -> deadReports.add(bundle),
          (bundle, _) -> deadLogs.add(bundle),
          refused);

  @Test
  void fitsTheReleaseItWasMadeForHoweverOftenThatIsDelivered() {
    var proof = proofs.of(job, 2, 3);

    assertThat(proof).matches("[A-Za-z0-9_-]{22}").isEqualTo(proofs.of(job, 2, 3));
    assertThat(proofs.fit(job, new Token(2, 3, 1, proof))).isTrue();
    assertThat(proofs.fit(job, new Token(2, 3, 9, proof))).isTrue();
  }

  @Test
  void fitsNothingElse() {
    var proof = proofs.of(job, 2, 3);

    assertThat(proofs.fit(job, new Token(2, 4, 1, proof))).isFalse();
    assertThat(proofs.fit(job, new Token(3, 3, 1, proof))).isFalse();
    assertThat(proofs.fit(job, new Token(3, 2, 1, proof))).isFalse();
    assertThat(proofs.fit(ids.next(), new Token(2, 3, 1, proof))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAA", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"})
  void isNotGuessed(String guess) {
    assertThat(proofs.fit(job, new Token(1, 1, 1, guess))).isFalse();
  }

  @Test
  void differsInEveryCharacterThatIsChanged() {
    var proof = proofs.of(job, 1, 1);

    assertThat(IntStream.range(0, proof.length()).mapToObj(at -> changed(proof, at)))
        .noneMatch(other -> proofs.fit(job, new Token(1, 1, 1, other)));
  }

  private static String changed(String proof, int at) {
    var characters = proof.toCharArray();
    characters[at] = characters[at] == 'A' ? 'B' : 'A';
    return new String(characters);
  }

  @Test
  void isAnotherOneUnderAnotherKey() {
    var other = Arrays.copyOf(KEY, KEY.length);
    other[0]++;

    assertThat(new ReleaseProofs(other).of(job, 1, 1)).isNotEqualTo(proofs.of(job, 1, 1));
  }

  @Test
  void isTheSameForManyThreads() {
    var jobs = IntStream.range(0, 2_000).mapToObj(_ -> ids.next()).toList();
    var made = new ConcurrentHashMap<JobId, String>();

    jobs.parallelStream().forEach(one -> made.put(one, proofs.of(one, 1, 1)));

    assertThat(jobs).allMatch(one -> proofs.fit(one, new Token(1, 1, 1, made.get(one))));
    assertThat(made.values()).doesNotHaveDuplicates();
  }

  @Test
  void handsOnABundleAsItIsWhenAllOfItIsProven() {
    var bundle = new ReportBundle("w1", List.of(succeeded(proven(1)), succeeded(proven(2))));
    var passed = new ArrayList<ReportBundle>();

    check.reports(List.of(bundle), passed::addAll);

    assertThat(passed).singleElement().isSameAs(bundle);
    assertThat(deadReports).isEmpty();
    assertThat(refused.sum()).isZero();
  }

  @Test
  void keepsBackTheForgedReportsOfABundleAndCountsThem() {
    var good = succeeded(proven(1));
    var forged = succeeded(new Token(1, 2, 1));
    var stolen = succeeded(new Token(1, 2, 1, proofs.of(job, 1, 1)));
    var passed = new ArrayList<ReportBundle>();

    check.reports(List.of(new ReportBundle("w1", List.of(forged, good, stolen))), passed::addAll);

    assertThat(passed).containsExactly(new ReportBundle("w1", List.of(good)));
    assertThat(deadReports).containsExactly(new ReportBundle("w1", List.of(forged, stolen)));
    assertThat(refused.sum()).isEqualTo(2);
  }

  @Test
  void keepsBackForgedPiecesOfLogs() {
    var good = chunk(proven(1));
    var forged = chunk(new Token(1, 1, 1));
    var passed = new ArrayList<LogBundle>();

    check.logs(List.of(new LogBundle("w1", List.of(good, forged))), passed::addAll);

    assertThat(passed).containsExactly(new LogBundle("w1", List.of(good)));
    assertThat(deadLogs).containsExactly(new LogBundle("w1", List.of(forged)));
    assertThat(refused.sum()).isEqualTo(1);
  }

  /** Else a ledger that is away would make a dead letter of them at each try. */
  @Test
  void putsNothingAsideBeforeTheRestIsWrittenDown() {
    var bundles = List.of(new ReportBundle("w1", List.of(succeeded(new Token(1, 1, 1)))));
    Consumer<List<ReportBundle>> away =
        _ -> {
          throw new LedgerUnavailable("away", new IllegalStateException());
        };

    assertThatThrownBy(() -> check.reports(bundles, away)).isInstanceOf(LedgerUnavailable.class);

    assertThat(deadReports).isEmpty();
    assertThat(refused.sum()).isZero();
  }

  @Test
  void travelsInTheReportAndStandsInNoText() {
    var report = succeeded(proven(1));

    var read = Wire.read(Wire.write(report), JobReport.class);

    assertThat(read.token().proof()).isEqualTo(report.token().proof()).isNotEmpty();
    assertThat(report.toString()).doesNotContain(report.token().proof());
    assertThat(Wire.text(new Token(1, 1, 1))).doesNotContain("proof");
  }

  private Token proven(int delivery) {
    return new Token(1, 1, delivery, proofs.of(job, 1, 1));
  }

  private JobReport succeeded(Token token) {
    return new JobReport.Succeeded(job, token, NOW, NOW, 0, Map.of());
  }

  private LogChunk chunk(Token token) {
    return new LogChunk(job, token, 1, NOW, "a line");
  }
}
