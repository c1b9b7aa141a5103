package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.http.Caller;
import forja.api.http.Role;
import forja.api.ledger.Customer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a token costs that is known, and one that cannot be any. */
class KnownTokensIT {
  private static FarmForTests farm;

  @BeforeAll
  static void start() {
    farm = new FarmForTests(KnownTokensIT.class);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void asksNobodyAboutATokenThatItKnows() throws Exception {
    var welcome = farm.login(farm.aUser());
    var connections = farm.open();
    var alone = farm.process(connections, farm.master);
    assertThat(FarmForTests.whoIs(alone, welcome.token())).isPresent();
    connections.close();

    farm.clock.advance(Duration.ofMillis(500));
    assertThat(FarmForTests.whoIs(alone, welcome.token())).isPresent();

    farm.clock.advance(Duration.ofMillis(500));
    assertThatThrownBy(() -> FarmForTests.whoIs(alone, welcome.token()))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void asksNobodyAboutWhatCannotBeAToken() throws Exception {
    var good = farm.login(farm.aUser()).token();
    var connections = farm.open();
    var alone = farm.process(connections, farm.master);
    assertThat(FarmForTests.whoIs(alone, good)).isPresent();
    connections.close();

    for (var token :
        new String[] {
          "",
          "x",
          "fj_x",
          PersonalToken.newText() + "x",
          RefreshToken.first().text(),
          "eyJ.eyJ.x",
          good.substring(1),
          good.substring(0, good.length() - 1),
          good.replace('.', ','),
          "eyJ" + ".".repeat(1 << 20),
          "x".repeat(1 << 20),
        }) {
      assertThat(FarmForTests.whoIs(alone, token)).isEmpty();
    }
  }

  private static Bearer aBearer() {
    var id = UUID.randomUUID();
    return new Bearer(
        id,
        Bearer.Sort.SESSION,
        Optional.of(id),
        Caller.of(Customer.MAIN, Role.VIEWER, "user:x"),
        farm.clock.instant().plus(JsonWebTokens.LIFE));
  }

  private static KnownTokens few(int most) {
    return new KnownTokens(new BearerReader(farm.open(), farm.clock), farm.clock, most);
  }

  @Test
  void areNoMoreThanThereIsRoomFor() {
    var known = few(10);

    for (int number = 0; number < 100; number++) {
      var bearer = aBearer();
      var fingerprint = Fingerprint.of("token " + number);
      known.keep(fingerprint, bearer, bearer.until(), known.age());
      assertThat(known.find(fingerprint)).contains(bearer);
    }

    assertThat(known.size()).isBetween(5, 10);
  }

  @Test
  void areNotKeptWhenTheyMayHaveEndedMeanwhile() {
    var known = few(10);
    var bearer = aBearer();
    long before = known.age();

    known.forget(bearer::equals);
    known.keep(Fingerprint.of("token"), bearer, bearer.until(), before);

    assertThat(known.find(Fingerprint.of("token"))).isEmpty();
  }

  @Test
  void areReadAgainAllAtOnceAndByOneThread() throws Exception {
    var tokens = new ArrayList<String>();
    var gone = new ArrayList<String>();
    for (int number = 0; number < 20; number++) {
      var user = farm.aUser();
      tokens.add(farm.login(user).token());
      if (number < 10) {
        gone.add(user);
      }
    }
    tokens.forEach(token -> assertThat(FarmForTests.whoIs(farm.there, token)).isPresent());
    farm.sql(
        "delete from login using app_user where user_id = app_user.id and app_user.name in ('%s')"
            .formatted(String.join("','", gone)));
    farm.clock.advance(Duration.ofSeconds(1));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var known = new ArrayList<Callable<Boolean>>();
      for (int round = 0; round < 10; round++) {
        for (var token : tokens) {
          known.add(() -> FarmForTests.whoIs(farm.there, token).isPresent());
        }
      }
      var answers = threads.invokeAll(known);
      for (int place = 0; place < answers.size(); place++) {
        assertThat(answers.get(place).get()).isEqualTo(place % tokens.size() >= 10);
      }
    }
  }
}
