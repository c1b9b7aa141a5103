package forja.api.identity;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Random bytes as a text that one knows at sight: a mark, the bytes, and a checksum, so that what
 * was cut off or mistyped is refused before anybody is asked about it.
 */
final class SecretText {
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String mark;
  private final int length;
  private final SecureRandom random = new SecureRandom();

  SecretText(String mark, int length) {
    this.mark = mark;
    this.length = length;
  }

  byte[] newBytes() {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  String write(byte[] bytes) {
    var all = ByteBuffer.allocate(length + CHECKSUM_BYTES).put(bytes).putInt(checksum(bytes));
    return mark + BASE64.encodeToString(all.array());
  }

  boolean isMeant(String text) {
    return text.startsWith(mark);
  }

  /** The bytes; of each text that is taken there is one spelling only. */
  Optional<byte[]> read(String text) {
    if (!isMeant(text)) {
      return Optional.empty();
    }
    try {
      var all = Base64.getUrlDecoder().decode(text.substring(mark.length()));
      if (all.length != length + CHECKSUM_BYTES) {
        return Optional.empty();
      }
      var bytes = new byte[length];
      System.arraycopy(all, 0, bytes, 0, length);
      return write(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private int checksum(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }
}
