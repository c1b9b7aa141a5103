package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.api.http.Problem;
import forja.api.http.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private static final String GOOD = "correct-horse-battery";

  private final Passwords passwords = new Passwords();

  @Test
  void knowsAPasswordByItsHash() {
    var kept = passwords.hash(GOOD);

    assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(GOOD);
    assertThat(passwords.matches(GOOD, kept)).isTrue();
    assertThat(passwords.matches(GOOD + " ", kept)).isFalse();
    assertThat(passwords.matches("", kept)).isFalse();
  }

  @Test
  void hashesTheSameTwiceToDifferentTexts() {
    assertThat(passwords.hash(GOOD)).isNotEqualTo(passwords.hash(GOOD));
  }

  @Test
  void readsWhatWasKeptAtAnotherCost() {
    // Made by the reference implementation: argon2 somesalt -id -t 2 -k 256 -p 1 -l 32.
    var kept =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertThat(passwords.matches("password", kept)).isTrue();
    assertThat(passwords.matches("passwords", kept)).isFalse();
  }

  @Test
  void matchesNobody() {
    assertThat(passwords.matchesNobodys(GOOD)).isFalse();
    assertThat(passwords.matchesNobodys("")).isFalse();
  }

  @Test
  void refusesToReadWhatIsNoHash() {
    assertThatThrownBy(() -> passwords.matches(GOOD, GOOD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(GOOD);
  }

  @Test
  void takesEveryCharacterThereIs() {
    var odd = "päss wörd \uD83D\uDD11 " + "x".repeat(10_000);

    assertThat(passwords.matches(odd, passwords.hash(odd))).isTrue();
  }

  @Test
  void makesOnlyAFewAtOnceAndTellsTheOthersToComeBack() throws Exception {
    var hurried = new Passwords(1, Duration.ofMillis(1));
    int refused = 0;

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Callable<String>>();
      for (int number = 0; number < 20; number++) {
        all.add(() -> hurried.hash(GOOD));
      }
      for (var done : threads.invokeAll(all)) {
        try {
          assertThat(done.get()).startsWith("$argon2id$");
        } catch (ExecutionException busy) {
          assertThat(busy.getCause())
              .isInstanceOfSatisfying(
                  Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.BUSY));
          refused++;
        }
      }
    }

    assertThat(refused).isPositive();
    assertThat(hurried.hash(GOOD)).startsWith("$argon2id$");
  }
}
