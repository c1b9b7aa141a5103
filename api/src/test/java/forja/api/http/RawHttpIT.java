package forja.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import forja.api.ledger.PostgresForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends, byte by byte. */
class RawHttpIT {
  private static ApiForTests api;

  @BeforeAll
  static void start() {
    api = new ApiForTests(PostgresForTests.emptyDatabase(RawHttpIT.class, 12));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tellsStrangersNothing() throws Exception {
    for (var path : List.of("/jobs", "/nowhere", "/jobs/x", "/metrics", "/kinds", "/")) {
      var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer");
    }
    for (var token : List.of("", "x", ApiForTests.TOKEN + "x", ApiForTests.TOKEN.substring(1))) {
      var answer =
          raw(
              "GET /jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + token
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(token).startsWith("HTTP/1.1 401 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /jobs\r\n\r\n",
        "GET /jobs HTTP/1.1\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /kinds?%zz=1 HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Authorization: Bearer a-token-for-tests\r\n"
            + "Connection: close\r\n\r\n",
        "GET /jobs?state=%zz HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Authorization: Bearer a-token-for-tests\r\n"
            + "Connection: close\r\n\r\n",
        "GET /jobs/../../etc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /jobs/%2e%2e/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /jobs HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "zzz\r\n\r\n",
        "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Length: minus\r\nConnection: close\r\n\r\n",
      })
  void answersWhatIsNoRequestAsAProblem(String bytes) throws Exception {
    var answer = raw(bytes);

    assertThat(answer)
        .matches("(?s)HTTP/1.1 4\\d\\d .*")
        .doesNotContain("<html")
        .doesNotContain("Exception");
  }

  @Test
  void refusesHeadersAndAddressesWithoutEnd() throws Exception {
    var end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

    assertThat(raw("GET /" + "x".repeat(20_000) + end + "\r\n")).contains("/problems/uri-too-long");
    assertThat(raw("GET /" + end + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
        .contains("/problems/headers-too-large");
  }

  /** However long, it is a token that nobody knows. */
  @Test
  void answersATokenWithoutEndLikeAnyOther() throws Exception {
    for (int length : List.of(7_000, 9_000, 20_000, 200_000, 1024 * 1024)) {
      var answer =
          raw(
              "GET /jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + "x".repeat(length)
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .as("%d", length)
          .startsWith("HTTP/1.1 401 ")
          .contains("error=\"invalid_token\"");
    }
  }

  @Test
  void takesTheMethodFromTheFirstLineAlone() throws Exception {
    var head =
        "%s /jobs HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Authorization: Bearer a-token-for-tests\r\n"
            + "X-HTTP-Method-Override: %s\r\n"
            + "Connection: close\r\n\r\n";

    assertThat(raw(head.formatted("GET", "DELETE"))).startsWith("HTTP/1.1 200 ");
    assertThat(raw(head.formatted("DELETE", "GET"))).startsWith("HTTP/1.1 405 ");
  }

  /** Only the head of the request is sent: a server that wanted to read on would wait for ever. */
  @Test
  void doesNotReadABodyThatIsTooLarge() throws Exception {
    var answer =
        raw(
            "POST /jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + ApiForTests.TOKEN
                + "\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("Connection: close");
  }

  /**
   * The sender of a large body hears why it is refused, even if it listens only after it has sent
   * all.
   */
  @Test
  void isHeardByWhoSendsALargeBody() throws Exception {
    var head =
        "POST %s HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "%sContent-Length: 10485760\r\n\r\n";
    var body = "x".repeat(10 * 1024 * 1024);
    var known = "Authorization: Bearer " + ApiForTests.TOKEN + "\r\n";

    assertThat(raw(head.formatted("/jobs", known) + body)).startsWith("HTTP/1.1 413 ");
    assertThat(raw(head.formatted("/jobs", "") + body)).startsWith("HTTP/1.1 401 ");
    assertThat(raw(head.formatted("/jobs:batch", known) + body)).startsWith("HTTP/1.1 400 ");
    assertThat(raw(head.formatted("/jobs:batch?x=1", known) + body)).startsWith("HTTP/1.1 400 ");
  }

  private static String raw(String bytes) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port)) {
      socket.setSoTimeout((int) ApiForTests.PATIENCE.toMillis());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
