package forja.api.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request byte by byte, and its answer; no client stands between that would know better. */
final class RawCall {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int MOST = 4 * 1024 * 1024;

  private RawCall() {}

  /** What came back; the body of a stream is left out. */
  record Told(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /**
   * Empty when the connection was closed without a word; a timeout when there is no answer in time.
   */
  static Optional<Told> send(int port, byte[] request, boolean isCutOff) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) DEADLINE.toMillis());
      write(socket, request);
      if (isCutOff) {
        socket.shutdownOutput();
      }
      return read(socket.getInputStream());
    }
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException _) {
      // It has answered before it has read all; that is what we read next.
    }
  }

  private static Optional<Told> read(InputStream in) throws IOException {
    while (true) {
      var first = line(in);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      int status = Integer.parseInt(first.split(" ", 3)[1]);
      var headers = headers(in);
      if (status >= 200) {
        return Optional.of(new Told(status, headers, body(in, status, headers)));
      }
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var parts = line.split(":", 2);
      headers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip());
    }
    return headers;
  }

  private static String body(InputStream in, int status, Map<String, String> headers)
      throws IOException {
    boolean isStream =
        status == 200
            && (headers.getOrDefault("content-type", "").startsWith("text/event-stream")
                || headers.containsKey("x-accel-buffering"));
    return isStream ? "" : new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
