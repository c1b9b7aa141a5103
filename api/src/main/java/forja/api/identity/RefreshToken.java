package forja.api.identity;

import java.util.Arrays;
import java.util.Optional;

/**
 * The text by which a session is renewed: a part that stays and finds the session, and a part that
 * is new each time. Whoever knows the first and an old one of the second has had a copy.
 */
record RefreshToken(byte[] family, byte[] turn) {
  private static final int PART = 32;
  private static final SecretText TEXT = new SecretText("fr_", 2 * PART);

  /** Of a new session. */
  static RefreshToken first() {
    return of(TEXT.newBytes());
  }

  static Optional<RefreshToken> read(String text) {
    return TEXT.read(text).map(RefreshToken::of);
  }

  private static RefreshToken of(byte[] bytes) {
    return new RefreshToken(
        Arrays.copyOf(bytes, PART), Arrays.copyOfRange(bytes, PART, bytes.length));
  }

  RefreshToken next() {
    return new RefreshToken(family, first().turn);
  }

  String text() {
    var bytes = Arrays.copyOf(family, 2 * PART);
    System.arraycopy(turn, 0, bytes, PART, PART);
    return TEXT.write(bytes);
  }

  byte[] familyHash() {
    return Fingerprint.of(family);
  }

  byte[] turnHash() {
    return Fingerprint.of(turn);
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "a refresh token";
  }
}
