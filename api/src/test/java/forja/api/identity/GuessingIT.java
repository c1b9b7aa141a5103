package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who guesses passwords learns nothing and waits, in a farm of two api processes. */
class GuessingIT {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static FarmForTests farm;

  @BeforeAll
  static void start() {
    farm = new FarmForTests(GuessingIT.class);
  }

  @AfterAll
  static void stop() {
    farm.close();
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
  void slowsDownWhoGuessesAPasswordInWhateverProcess() throws Exception {
    var anna = farm.aUser();
    for (int number = 0; number < Attempts.FREE; number++) {
      var process = number % 2 == 0 ? farm.here : farm.there;
      isRefused(() -> FarmForTests.login(process, anna, "wrong"), ProblemType.WRONG_LOGIN);
    }

    isRefused(() -> farm.login(anna), ProblemType.TOO_MANY_ATTEMPTS);
    isRefused(() -> FarmForTests.login(farm.there, anna, "wrong"), ProblemType.TOO_MANY_ATTEMPTS);

    farm.clock.advance(A_SECOND);
    assertThat(farm.login(anna).user()).isEqualTo(anna);
    isRefused(() -> FarmForTests.login(farm.here, anna, "wrong"), ProblemType.WRONG_LOGIN);
  }

  @Test
  void slowsDownGuessesAboutUsersThatDoNotExistJustTheSame() {
    var nobody = FarmForTests.newName();
    for (int number = 0; number < Attempts.FREE; number++) {
      isRefused(() -> farm.login(nobody), ProblemType.WRONG_LOGIN);
    }

    isRefused(() -> farm.login(nobody), ProblemType.TOO_MANY_ATTEMPTS);
  }

  @Test
  void slowsDownAnAddressThatTriesManyUsers() throws Exception {
    var anna = farm.aUser();
    var address = FarmForTests.newAddress();
    var right = new LoginDesk.Form("main", anna, FarmForTests.PASSWORD);
    for (int number = 0; number < Attempts.FREE; number++) {
      var wrong = new LoginDesk.Form("main", FarmForTests.newName(), "wrong");
      isRefused(() -> farm.here.desk().login(wrong, address), ProblemType.WRONG_LOGIN);
    }

    isRefused(() -> farm.here.desk().login(right, address), ProblemType.TOO_MANY_ATTEMPTS);
    assertThat(farm.here.desk().login(right, FarmForTests.newAddress()).user()).isEqualTo(anna);
  }

  @Test
  void forgetsFailedLoginsAfterAWhile() throws Exception {
    isRefused(() -> farm.login(FarmForTests.newName()), ProblemType.WRONG_LOGIN);
    farm.clock.advance(Attempts.MEMORY);

    farm.login(farm.aUser());

    assertThat(farm.rows("select account from login_attempt")).isEmpty();
  }

  @Test
  void doesNotTellWhatIsWrongWithALogin() throws Exception {
    var anna = farm.aUser();
    var disabled = farm.aUser();
    farm.sql("update app_user set disabled = true where name = '" + disabled + "'");
    var said = new HashSet<String>();

    for (var form :
        new LoginDesk.Form[] {
          new LoginDesk.Form("main", anna, "wrong"),
          new LoginDesk.Form("main", anna, ""),
          new LoginDesk.Form("main", FarmForTests.newName(), FarmForTests.PASSWORD),
          new LoginDesk.Form("nobody", anna, FarmForTests.PASSWORD),
          new LoginDesk.Form("main", disabled, FarmForTests.PASSWORD),
        }) {
      assertThatThrownBy(() -> farm.here.desk().login(form, FarmForTests.newAddress()))
          .isInstanceOfSatisfying(
              Problem.class, problem -> said.add(problem.type() + problem.getMessage()));
    }

    assertThat(said).singleElement().asString().startsWith("WRONG_LOGIN");
  }

  @Test
  void countsANameInWhateverLettersItIsWritten() throws Exception {
    var anna = farm.aUser();
    for (var name :
        new String[] {anna, anna.toUpperCase(Locale.ROOT), "U" + anna.substring(1), anna, anna}) {
      isRefused(() -> FarmForTests.login(farm.here, name, "wrong"), ProblemType.WRONG_LOGIN);
    }

    isRefused(() -> farm.login("uS" + anna.substring(2)), ProblemType.TOO_MANY_ATTEMPTS);
  }
}
