package forja.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.secret.Aes;
import forja.common.secret.Hkdf;
import forja.routes.program.CannotStart;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The master keys of one file: the first one seals, each opens what it has sealed. What is sealed
 * begins with a version and the id of its key.
 */
final class KeyRing {
  private static final byte VERSION = 1;
  private static final int ID_BYTES = 8;
  private static final int HEAD_BYTES = 1 + ID_BYTES;
  private static final String FORM =
      "one key per line, each 32 bytes as base64, the first one seals";

  private final List<Key> keys;

  private KeyRing(List<Key> keys) {
    this.keys = keys;
  }

  /** The words of a complaint say where the text comes from, and never what it holds. */
  static KeyRing of(String text, String origin) {
    var keys =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> key(line, origin))
            .toList();
    if (keys.isEmpty()) {
      throw new CannotStart(origin + " holds no master key; it is " + FORM);
    }
    return new KeyRing(keys);
  }

  private static Key key(String line, String origin) {
    try {
      var bytes = Base64.getDecoder().decode(line);
      if (bytes.length == Aes.KEY_BYTES) {
        return Key.of(bytes);
      }
    } catch (IllegalArgumentException _) {
      // The sentence below is the answer to both.
    }
    throw new CannotStart("a line of " + origin + " is no master key; the form is " + FORM);
  }

  /** The key that seals, by a name that tells nothing of it. */
  String first() {
    return keys.getFirst().name();
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  byte[] seal(byte[] plain, String about) {
    var key = keys.getFirst();
    var body = Aes.seal(key.seals, plain, about.getBytes(UTF_8));
    return ByteBuffer.allocate(HEAD_BYTES + body.length).put(VERSION).put(key.id).put(body).array();
  }

  byte[] open(byte[] sealed, String about) {
    if (sealed.length <= HEAD_BYTES || sealed[0] != VERSION) {
      throw new CannotOpen("what is sealed about " + about + " is not in a form known here");
    }
    var body = Arrays.copyOfRange(sealed, HEAD_BYTES, sealed.length);
    return Aes.open(keyOf(sealed, about).seals, body, about.getBytes(UTF_8))
        .orElseThrow(() ->
            new CannotOpen("what is sealed about " + about + " was changed, or is not about it"));
  }

  boolean isOfFirst(byte[] sealed) {
    return sealed.length > HEAD_BYTES && nameIn(sealed).equals(first());
  }

  private Key keyOf(byte[] sealed, String about) {
    var name = nameIn(sealed);
    return keys.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CannotOpen(
                "what is sealed about %s needs the master key %s; there are %s"
                    .formatted(about, name, String.join(", ", names()))));
  }

  private static String nameIn(byte[] sealed) {
    return HexFormat.of().formatHex(sealed, 1, HEAD_BYTES);
  }

  /** A key, and the id by which what it seals is known; an id does not lead to its key. */
  private static final class Key {
    private final byte[] id;
    private final byte[] seals;

    private Key(byte[] id, byte[] seals) {
      this.id = id;
      this.seals = seals;
    }

    private static Key of(byte[] master) {
      return new Key(
          Hkdf.derive(master, "forja master key: id", ID_BYTES),
          Hkdf.derive(master, "forja master key: seal", Aes.KEY_BYTES));
    }

    private String name() {
      return HexFormat.of().formatHex(id);
    }
  }
}
