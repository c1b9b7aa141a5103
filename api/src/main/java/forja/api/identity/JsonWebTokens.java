package forja.api.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import forja.common.wire.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Signs and reads the tokens of sessions. There is one header and one signature: a token does not
 * get to say how it wants to be read.
 */
final class JsonWebTokens {
  static final Duration LIFE = Duration.ofMinutes(15);

  /** No token is looked at that is longer. */
  static final int LONGEST = 4 * 1024;

  private static final String AUDIENCE = "forja";
  private static final Pattern HEADER_FORM =
      Pattern.compile("\\{\"alg\":\"EdDSA\",\"kid\":\"([A-Za-z0-9_-]{1,64})\",\"typ\":\"JWT\"\\}");

  /** How far the clocks of two api processes may be apart. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final TokenKeys keys;
  private final String issuer;
  private final Clock clock;

  /** The tokens of the farm with this id. */
  JsonWebTokens(TokenKeys keys, String issuer, Clock clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** Good for {@link #LIFE}, unless its session ends before. */
  String issue(Claims claims) {
    var key = keys.signing();
    long now = clock.instant().getEpochSecond();
    var payload =
        Wire.json()
            .createObjectNode()
            .put("iss", issuer)
            .put("aud", AUDIENCE)
            .put("sub", claims.user())
            .put("sid", claims.session().toString())
            .put("customer", claims.customer())
            .put("role", claims.role())
            .put("iat", now)
            .put("exp", now + LIFE.toSeconds());
    var signed =
        ENCODER.encodeToString(header(key.id()).getBytes(US_ASCII))
            + "."
            + ENCODER.encodeToString(Wire.write(payload));
    var signature = Ed25519.sign(signed.getBytes(US_ASCII), key.key());
    return signed + "." + ENCODER.encodeToString(signature);
  }

  private static String header(String key) {
    return "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\",\"typ\":\"JWT\"}";
  }

  /** Whether this has the form of such a token; nothing else is said about it. */
  static boolean isMeant(String token) {
    return token.startsWith("eyJ") && token.indexOf('.') > 0;
  }

  /** What the token says, when it is one of ours and its time is now. */
  Optional<Verified> verify(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    var parts = token.split("\\.", -1);
    try {
      return parts.length == 3 ? verify(parts) : Optional.empty();
    } catch (IllegalArgumentException | Wire.Unreadable _) {
      // Not what Base64 or JSON looks like.
      return Optional.empty();
    }
  }

  /** Claims that can be relied on, and until when. */
  record Verified(Claims claims, Instant until) {}

  private Optional<Verified> verify(String[] parts) {
    var header = HEADER_FORM.matcher(new String(DECODER.decode(parts[0]), ISO_8859_1));
    var signature = DECODER.decode(parts[2]);
    // Guards against several spellings of one signature: the last letter has bits to spare.
    if (!header.matches()
        || signature.length != Ed25519.SIGNATURE_BYTES
        || !ENCODER.encodeToString(signature).equals(parts[2])) {
      return Optional.empty();
    }
    var signed = (parts[0] + "." + parts[1]).getBytes(ISO_8859_1);
    return keys.verifying(header.group(1))
        .filter(key -> Ed25519.isSigned(signed, signature, key))
        .flatMap(_ -> read(Wire.tree(DECODER.decode(parts[1]))));
  }

  private Optional<Verified> read(JsonNode payload) {
    var issued = Instant.ofEpochSecond(payload.path("iat").asLong());
    var until = Instant.ofEpochSecond(payload.path("exp").asLong());
    var now = clock.instant();
    boolean isNow =
        now.isBefore(until)
            && !issued.isAfter(now.plus(CLOCKS_APART))
            && !until.isAfter(issued.plus(LIFE));
    if (!isNow
        || !payload.path("iss").asText().equals(issuer)
        || !payload.path("aud").asText().equals(AUDIENCE)) {
      return Optional.empty();
    }
    var claims =
        new Claims(
            UUID.fromString(payload.path("sid").asText()),
            payload.path("customer").asText(),
            payload.path("sub").asText(),
            payload.path("role").asText());
    return Optional.of(new Verified(claims, until));
  }
}
