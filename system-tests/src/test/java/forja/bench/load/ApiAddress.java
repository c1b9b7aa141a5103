package forja.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;

/** Where the api is, and the token it lets us in with; writes requests out as bytes. */
public record ApiAddress(URI base, String token) {

  InetSocketAddress socket() {
    return new InetSocketAddress(base.getHost(), base.getPort());
  }

  public ByteBuffer get(String path) {
    return ByteBuffer.wrap((head("GET " + path) + "\r\n").getBytes(ISO_8859_1));
  }

  /** Each header ends with a line end. */
  public ByteBuffer post(String path, String contentType, String headers, String content) {
    var body = content.getBytes(UTF_8);
    var head =
        head("POST " + path)
            + headers
            + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(contentType, body.length);
    return ByteBuffer.allocate(head.length() + body.length)
        .put(head.getBytes(ISO_8859_1))
        .put(body)
        .flip();
  }

  private String head(String request) {
    return "%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
        .formatted(request, base.getAuthority(), token);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return base.toString();
  }
}
