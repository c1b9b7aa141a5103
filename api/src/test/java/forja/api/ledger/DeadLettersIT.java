package forja.api.ledger;

import static forja.api.ledger.LedgerForTests.AT_ONCE;
import static forja.api.ledger.LedgerForTests.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.ledger.DeadLetter.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters are kept once, within bounds, and leave by exactly one door. */
class DeadLettersIT {
  private static final String INTAKE = "forja.intake.main";
  private static final List<Integer> MINE = List.of(MAIN);

  private LedgerForTests farm;
  private DeadLetters letters;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final DeadPost post = (letter, key) -> sent.add(letter.address() + " " + key);

  @BeforeEach
  void open() {
    farm = new LedgerForTests(DeadLettersIT.class);
    letters = new DeadLetters(farm.database, farm.ids, farm.clock);
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void keepsAMessageOnceHoweverOftenItIsDelivered() {
    letters.keep(List.of(letter("a"), letter("b"), letter("a")));
    letters.keep(List.of(letter("b"), letter("c")));

    assertThat(all()).hasSize(3);
    assertThat(letters.counts()).isEqualTo(Map.of(What.INTAKE, 3L));
  }

  @Test
  void showsWhatItIsWithItsBodyWhenItIsAskedForAlone() {
    byte[] bytes = {(byte) 0xff, 0, 1};
    letters.keep(
        List.of(
            letter("a"),
            new NewDeadLetter(
                DeadLetter.OF_THE_FARM,
                "forja.status.w1",
                "no JSON: \0",
                Optional.empty(),
                "b",
                true,
                bytes)));

    var page = new DeadLetterPage(List.of(MAIN, 0), Optional.empty(), Optional.empty(), 10);
    var ofFarm = letters.list(page).getFirst();
    assertThat(ofFarm.what()).isEqualTo(What.REPORT);
    assertThat(ofFarm.reason()).isEqualTo("no JSON: \uFFFD");
    assertThat(ofFarm.body()).isEmpty();
    assertThat(ofFarm.size()).isEqualTo(3);
    assertThat(letters.find(MINE, ofFarm.id())).isEmpty();
    var whole = letters.find(List.of(0), ofFarm.id()).orElseThrow();
    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(whole.text()).isEmpty();
    assertThat(letters.find(MINE, all().getFirst().id()).orElseThrow().text()).contains("{}");
  }

  @Test
  void listsNewestFirstPageByPageAndBySort() {
    letters.keep(IntStream.range(0, 25).mapToObj(i -> letter("o" + i)).toList());
    letters.keep(List.of(at("forja.logs.w1", "log")));

    var seen = new ArrayList<UUID>();
    var page = page(Optional.empty());
    while (!page.isEmpty()) {
      page.forEach(letter -> seen.add(letter.id()));
      page = page(Optional.of(seen.getLast()));
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen)
        .isEqualTo(seen.stream().sorted((a, b) -> b.toString().compareTo(a.toString())).toList());
  }

  private List<DeadLetter> page(Optional<UUID> before) {
    return letters.list(new DeadLetterPage(MINE, Optional.of(What.INTAKE), before, 10));
  }

  @Test
  void sendsAgainUnderTheKeyOfTheSenderOrItsOwn() {
    letters.keep(List.of(letter("a"), keyed("b", "order-17"), keyed("c", "two words")));
    var ids = all().stream().map(DeadLetter::id).toList();

    ids.forEach(
        id -> assertThat(letters.resubmit(MINE, id, post)).isInstanceOf(Resubmission.Done.class));

    assertThat(sent)
        .containsExactly(
            INTAKE + " dead-letter-" + ids.get(0),
            INTAKE + " order-17",
            INTAKE + " dead-letter-" + ids.get(2));
    assertThat(all()).isEmpty();
    assertThat(letters.resubmit(MINE, ids.getFirst(), post)).isEqualTo(new Resubmission.Unknown());
  }

  @Test
  void isSentOnceHoweverManyAskAtOnce() {
    letters.keep(List.of(letter("a")));
    var id = all().getFirst().id();

    var answers =
        IntStream.range(0, 8)
            .mapToObj(
                _ -> CompletableFuture.supplyAsync(() -> letters.resubmit(MINE, id, post), AT_ONCE))
            .toList()
            .stream()
            .map(CompletableFuture::join);

    assertThat(answers.filter(Resubmission.Done.class::isInstance)).hasSize(1);
    assertThat(sent).hasSize(1);
  }

  @Test
  void staysWhenItCannotBeSent() {
    letters.keep(List.of(letter("a"), at("forja.jobs.farm.default", "b"), at("elsewhere", "c")));
    var ids = all().stream().map(DeadLetter::id).toList();

    assertThat(letters.resubmit(MINE, ids.get(0), post)).isInstanceOf(Resubmission.Hindered.class);
    assertThat(letters.resubmit(MINE, ids.get(1), post)).isInstanceOf(Resubmission.Hindered.class);
    assertThatThrownBy(() ->
            letters.resubmit(
                MINE,
                ids.get(2),
                (_, _) -> {
                  throw new IllegalStateException("the broker is away");
                }))
        .hasMessage("the broker is away");
    assertThat(all()).hasSize(3);
    assertThat(letters.discard(MINE, ids.get(2))).isTrue();
    assertThat(letters.discard(MINE, ids.get(2))).isFalse();
    assertThat(letters.discard(List.of(7), ids.get(1))).isFalse();
  }

  @Test
  void keepsNoMoreThanItMust() {
    var large = new byte[DeadLetters.LONGEST_BODY + 1];
    letters.keep(
        List.of(
            new NewDeadLetter(
                MAIN, INTAKE, "r".repeat(5_000), Optional.empty(), "x", true, large)));
    assertThat(all().getFirst().isWhole()).isFalse();
    assertThat(all().getFirst().size()).isEqualTo(DeadLetters.LONGEST_BODY);
    assertThat(all().getFirst().reason()).hasSize(1_000);

    letters.keep(IntStream.range(0, 1_500).mapToObj(i -> letter("a" + i)).toList());
    letters.keep(IntStream.range(0, 1_500).mapToObj(i -> letter("b" + i)).toList());

    assertThat(farm.query("select count(*) from dead_letter"))
        .containsExactly(String.valueOf(DeadLetters.MOST_KEPT));
    assertThat(farm.query("select count(*) from dead_letter where origin like 'b%'"))
        .containsExactly("1500");
  }

  @Test
  void forgetsThemAfterThirtyDays() {
    letters.keep(List.of(letter("old")));
    farm.clock.advance(Duration.ofDays(30).plusSeconds(1));
    letters.keep(List.of(letter("young")));

    try (var sweeper = new LedgerSweeper(farm.database, farm.clock)) {
      sweeper.turn();
    }

    assertThat(farm.query("select origin from dead_letter")).containsExactly("young");
  }

  private List<DeadLetter> all() {
    return letters.list(new DeadLetterPage(MINE, Optional.empty(), Optional.empty(), 200));
  }

  private static NewDeadLetter letter(String origin) {
    return at(INTAKE, origin);
  }

  private static NewDeadLetter at(String address, String origin) {
    return letter(address, origin, Optional.empty());
  }

  private static NewDeadLetter keyed(String origin, String key) {
    return letter(INTAKE, origin, Optional.of(key));
  }

  private static NewDeadLetter letter(String address, String origin, Optional<String> key) {
    return new NewDeadLetter(MAIN, address, "as asked", key, origin, true, "{}".getBytes(UTF_8));
  }
}
