package forja.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SecretTextTest {

  @Test
  void looksLikeWhatItIs() {
    assertThat(PersonalToken.newText()).matches("fj_[A-Za-z0-9_-]{48}");
    assertThat(RefreshToken.first().text()).matches("fr_[A-Za-z0-9_-]{91}");
  }

  @Test
  void isNeverTheSame() {
    var texts = new HashSet<String>();
    for (int number = 0; number < 1_000; number++) {
      texts.add(PersonalToken.newText());
    }

    assertThat(texts).hasSize(1_000);
  }

  @Test
  void isRefusedBeforeAnybodyIsAskedWhenALetterIsWrong() {
    var whole = PersonalToken.newText();
    assertThat(PersonalToken.isWhole(whole)).isTrue();

    for (int place = 0; place < whole.length(); place++) {
      var wrong = whole.charAt(place) == 'x' ? 'y' : 'x';
      assertThat(
              PersonalToken.isWhole(whole.substring(0, place) + wrong + whole.substring(place + 1)))
          .isFalse();
      assertThat(PersonalToken.isWhole(whole.substring(0, place))).isFalse();
    }
    assertThat(PersonalToken.isWhole(whole + "A")).isFalse();
    assertThat(PersonalToken.isWhole(whole + "=")).isFalse();
    assertThat(PersonalToken.isWhole("fj_" + "A".repeat(1 << 20))).isFalse();
  }

  @Test
  void renewsOnlyOneOfItsParts() {
    var first = RefreshToken.first();
    var next = first.next();

    assertThat(RefreshToken.read(next.text()).orElseThrow().familyHash())
        .isEqualTo(first.familyHash());
    assertThat(next.turnHash()).isNotEqualTo(first.turnHash());
    assertThat(next.text()).isNotEqualTo(first.text());
    assertThat(first).asString().doesNotContain(first.text());
  }
}
