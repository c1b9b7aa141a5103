package forja.api.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.identity.SigningKeys.PublicPart;
import forja.common.wire.Wire;
import io.javalin.http.Context;
import java.util.Base64;
import java.util.Set;

/** {@code /.well-known/jwks.json}: what others need to check the tokens of this farm. */
public final class JwksResource implements Resource {
  private final SigningKeys keys;

  JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public void addTo(Routes routes) {
    routes.openGet("/.well-known/jwks.json", Routes.JSON, this::show);
  }

  private void show(Context http) {
    new Query(http, Set.of()).check();
    var answer = Wire.json().createObjectNode();
    var list = answer.putArray("keys");
    keys.published().forEach(key -> list.add(view(key)));
    Answers.json(http, 200, answer);
    http.header("Cache-Control", "public, max-age=60");
  }

  /** RFC 8037. */
  private static ObjectNode view(PublicPart key) {
    return Wire.json()
        .createObjectNode()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("use", "sig")
        .put("alg", "EdDSA")
        .put("kid", key.id())
        .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(key.raw()));
  }
}
