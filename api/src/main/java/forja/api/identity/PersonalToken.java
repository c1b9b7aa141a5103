package forja.api.identity;

/** The text of a personal token: {@code fj_}, 32 random bytes, a checksum. */
final class PersonalToken {
  private static final SecretText TEXT = new SecretText("fj_", 32);

  private PersonalToken() {}

  static String newText() {
    return TEXT.write(TEXT.newBytes());
  }

  static boolean isMeant(String token) {
    return TEXT.isMeant(token);
  }

  static boolean isWhole(String token) {
    return TEXT.read(token).isPresent();
  }
}
