package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.http.Caller;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Role;
import forja.api.ledger.Customer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of users, in a farm of two api processes. */
class IdentityIT {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static FarmForTests farm;

  @BeforeAll
  static void start() {
    farm = new FarmForTests(IdentityIT.class);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private static void isKnown(String token) {
    assertThat(FarmForTests.whoIs(farm.here, token)).isPresent();
    assertThat(FarmForTests.whoIs(farm.there, token)).isPresent();
  }

  private static void isRefused(ThrowingLogin login, ProblemType type) {
    assertThatThrownBy(login::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.type()).isEqualTo(type));
  }

  private interface ThrowingLogin {
    Welcome run();
  }

  @Test
  void knowsWhoHasLoggedInInEveryProcess() throws Exception {
    var anna = farm.aUser();

    var welcome = farm.login(anna);

    var here = FarmForTests.whoIs(farm.here, welcome.token()).orElseThrow();
    assertThat(here).isEqualTo(welcome.caller());
    assertThat(here)
        .extracting(Caller::customer, Caller::role, Caller::who)
        .containsExactly(Customer.MAIN, Role.OPERATOR, "user:" + anna);
    assertThat(FarmForTests.whoIs(farm.there, welcome.token())).contains(here);
  }

  @Test
  void takesTheNameOfAUserInAnyCase() throws Exception {
    var anna = farm.aUser();

    assertThat(farm.login(anna.toUpperCase(Locale.ROOT)).user()).isEqualTo(anna);
  }

  @Test
  void knowsTheAdministrator() {
    assertThat(FarmForTests.whoIs(farm.here, FarmForTests.ADMINISTRATOR))
        .map(Caller::role)
        .contains(Role.FARM_ADMIN);
    assertThat(FarmForTests.whoIs(farm.here, FarmForTests.ADMINISTRATOR + "x")).isEmpty();
  }

  @Test
  void endsASessionHereAtOnceAndThereWithinASecond() throws Exception {
    var welcome = farm.login(farm.aUser());
    isKnown(welcome.token());

    assertThat(farm.here.desk().logoutByRefresh(welcome.refresh())).contains(welcome.caller());

    assertThat(FarmForTests.whoIs(farm.here, welcome.token())).isEmpty();
    farm.clock.advance(A_SECOND);
    assertThat(FarmForTests.whoIs(farm.there, welcome.token())).isEmpty();
    isRefused(() -> farm.here.desk().refresh(welcome.refresh()), ProblemType.UNAUTHORIZED);
    assertThat(farm.here.desk().logoutByRefresh(welcome.refresh())).isEmpty();
  }

  @Test
  void endsTheSessionOfTheTokenThatIsShown() throws Exception {
    var anna = farm.aUser();
    var one = farm.login(anna);
    var other = farm.login(anna);

    assertThat(farm.here.desk().logout(one.token())).contains(one.caller());

    assertThat(FarmForTests.whoIs(farm.here, one.token())).isEmpty();
    assertThat(FarmForTests.whoIs(farm.here, other.token())).isPresent();
    assertThat(farm.here.desk().logout(one.token())).isEmpty();
  }

  @Test
  void renewsASession() throws Exception {
    var first = farm.login(farm.aUser());
    farm.clock.advance(Duration.ofMinutes(14));

    var second = farm.there.desk().refresh(first.refresh());

    assertThat(second.refresh()).isNotEqualTo(first.refresh());
    isKnown(first.token());
    farm.clock.advance(Duration.ofMinutes(1));
    assertThat(FarmForTests.whoIs(farm.here, first.token())).isEmpty();
    isKnown(second.token());
  }

  @Test
  void endsASessionWhoseRefreshTokenIsUsedTwice() throws Exception {
    var first = farm.login(farm.aUser());
    var second = farm.here.desk().refresh(first.refresh());
    isKnown(second.token());

    isRefused(() -> farm.here.desk().refresh(first.refresh()), ProblemType.UNAUTHORIZED);

    assertThat(FarmForTests.whoIs(farm.here, second.token())).isEmpty();
    isRefused(() -> farm.here.desk().refresh(second.refresh()), ProblemType.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fr_", "x", "fj_AAAA"})
  void renewsNothingByWhatIsNoRefreshToken(String text) {
    isRefused(() -> farm.here.desk().refresh(text), ProblemType.UNAUTHORIZED);
    isRefused(
        () -> farm.here.desk().refresh(RefreshToken.first().text()), ProblemType.UNAUTHORIZED);
  }

  @Test
  void endsASessionThatNobodyRenews() throws Exception {
    var welcome = farm.login(farm.aUser());

    farm.clock.advance(Logins.IDLE);

    isRefused(() -> farm.here.desk().refresh(welcome.refresh()), ProblemType.UNAUTHORIZED);
  }

  @Test
  void endsASessionAfterAMonthHoweverOftenItIsRenewed() throws Exception {
    var began = farm.clock.instant();
    var welcome = farm.login(farm.aUser());
    var end = began.plus(Logins.LONGEST);
    while (farm.clock.instant().plus(Duration.ofDays(5)).isBefore(end)) {
      farm.clock.advance(Duration.ofDays(5));
      welcome = farm.here.desk().refresh(welcome.refresh());
    }
    farm.clock.advance(Duration.between(farm.clock.instant(), end));
    var last = welcome;

    isRefused(() -> farm.here.desk().refresh(last.refresh()), ProblemType.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update app_user set disabled = true where name = '%s'",
        "update app_user set role = 'admin' where name = '%s'",
        "update app_user set password = 'x' where name = '%s'",
        "delete from app_user where name = '%s'",
      })
  void endsAllSessionsOfAUserWhoIsNoLongerTheSame(String change) throws Exception {
    var anna = farm.aUser();
    var one = farm.login(anna);
    var other = FarmForTests.login(farm.there, anna, FarmForTests.PASSWORD);
    isKnown(one.token());
    isKnown(other.token());

    farm.sql(change.formatted(anna));

    farm.clock.advance(A_SECOND);
    for (var process : new FarmIdentity[] {farm.here, farm.there}) {
      assertThat(FarmForTests.whoIs(process, one.token())).isEmpty();
      assertThat(FarmForTests.whoIs(process, other.token())).isEmpty();
      isRefused(() -> process.desk().refresh(one.refresh()), ProblemType.UNAUTHORIZED);
    }
  }

  @Test
  void keepsSessionsWhenAUserOnlyGetsAnotherDescription() throws Exception {
    var anna = farm.aUser();
    var welcome = farm.login(anna);

    farm.sql("update app_user set description = 'new', version = 2 where name = '" + anna + "'");

    farm.clock.advance(A_SECOND);
    isKnown(welcome.token());
  }

  @Test
  void shutsOutWhoBelongsToACustomerThatLeaves() throws Exception {
    farm.sql("insert into customer (id, name) values (70, 'going')");
    var anna = farm.aUser();
    farm.sql("update app_user set customer = 70 where name = '" + anna + "'");
    var form = new LoginDesk.Form("going", anna, FarmForTests.PASSWORD);
    var welcome = farm.here.desk().login(form, FarmForTests.newAddress());
    isKnown(welcome.token());

    farm.sql("update customer set state = 'leaving' where id = 70");

    farm.clock.advance(A_SECOND);
    assertThat(FarmForTests.whoIs(farm.here, welcome.token())).isEmpty();
    isRefused(
        () -> farm.here.desk().login(form, FarmForTests.newAddress()), ProblemType.WRONG_LOGIN);
  }

  @Test
  void keepsNothingByWhichAnybodyCouldGoOn() throws Exception {
    var welcome = farm.login(farm.aUser());

    var kept = farm.rows("select login::text from login").toString();

    var refresh = RefreshToken.read(welcome.refresh()).orElseThrow();
    var hex = HexFormat.of();
    assertThat(kept)
        .contains(hex.formatHex(refresh.familyHash()))
        .doesNotContain(hex.formatHex(refresh.family()))
        .doesNotContain(hex.formatHex(refresh.turn()))
        .doesNotContain(welcome.refresh());
    assertThat(welcome).asString().doesNotContain(welcome.token(), welcome.refresh());
  }

  @Test
  void endsTheOldestSessionOfAUserWhoHasTooMany() throws Exception {
    var anna = farm.aUser();
    var oldest = farm.login(anna);
    isKnown(oldest.token());
    var id = farm.rows("select id from app_user where name = '" + anna + "'").getFirst();
    farm.sql(
        """
        insert into login (id, customer, name, version, created_at, created_by, updated_at, updated_by, user_id,
          family, turn, ends_at)
        select ('01ffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 'extra-' || n, 1, now(), 'x', now(),
          'x', '%s', int4send(n), '', 'infinity'
        from generate_series(1, 49) as n
        """
            .formatted(id));
    isKnown(oldest.token());

    farm.login(anna);

    assertThat(FarmForTests.whoIs(farm.here, oldest.token())).isEmpty();
    assertThat(farm.rows("select id from login where user_id = '" + id + "'"))
        .hasSize(Logins.MOST_OF_A_USER);
  }
}
