package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
  private static final byte[] VALUE = "hunter22".getBytes(UTF_8);
  private static final UUID SECRET = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
  private static final Vault.Place PLACE = new Vault.Place(1, SECRET, 1);

  private final String before = MasterKey.newLine();
  private final Vault vault = new Vault(MasterKey.of(before));

  @Test
  void opensWhatItHasSealed() {
    assertThat(vault.open(vault.seal(VALUE, PLACE), PLACE)).isEqualTo(VALUE);
  }

  @Test
  void sealsEachValueWithAKeyOfItsOwn() {
    var one = vault.seal(VALUE, PLACE);
    var other = vault.seal(VALUE, PLACE);

    assertThatThrownBy(() -> vault.open(new Vault.Sealed(one.key(), other.value()), PLACE))
        .isInstanceOf(CannotOpen.class);
  }

  @Test
  void opensAValueInItsPlaceAlone() {
    var sealed = vault.seal(VALUE, PLACE);

    for (var other :
        new Vault.Place[] {
          new Vault.Place(2, SECRET, 1),
          new Vault.Place(1, SECRET, 2),
          new Vault.Place(1, new UUID(1, 2), 1)
        }) {
      assertThatThrownBy(() -> vault.open(sealed, other)).isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void opensUnderANewMasterKeyWhatWasSealedAnewForIt() {
    var sealed = vault.seal(VALUE, PLACE);
    var now = MasterKey.newLine();
    var both = new Vault(MasterKey.of(now + "," + before));

    var key = both.resealed(sealed.key(), PLACE).orElseThrow();

    var anew = new Vault.Sealed(key, sealed.value());
    assertThat(new Vault(MasterKey.of(now)).open(anew, PLACE)).isEqualTo(VALUE);
    assertThat(both.resealed(key, PLACE)).isEmpty();
    assertThatThrownBy(() -> vault.open(anew, PLACE)).isInstanceOf(CannotOpen.class);
  }
}
