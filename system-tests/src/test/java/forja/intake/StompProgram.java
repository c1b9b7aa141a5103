package forja.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.routes.wiring.Credential;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** An outside program that speaks STOMP 1.2, frame by frame over a plain socket. */
final class StompProgram implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** What goes over the wire, in both directions. */
  record Frame(String command, Map<String, String> headers, byte[] body) {

    Heard heard() {
      return Heard.of(new String(body, UTF_8), headers.get("correlation-id"));
    }
  }

  StompProgram(URI broker, Credential credential) throws IOException {
    socket = new Socket(broker.getHost(), broker.getPort());
    socket.setSoTimeout(DEADLINE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    write(
        "CONNECT",
        Map.of(
            "accept-version",
            "1.2",
            "host",
            "forja",
            "login",
            credential.user(),
            "passcode",
            credential.password()),
        new byte[0]);
    expect("CONNECTED");
  }

  /** Bytes are marked as such by their length. */
  Frame sendBytes(String destination, Map<String, String> headers, byte[] body) throws IOException {
    var all = new LinkedHashMap<>(headers);
    all.put("content-length", Integer.toString(body.length));
    return sendText(destination, all, body);
  }

  /** Returns the broker's receipt, or the error that it gave instead. */
  Frame sendText(String destination, Map<String, String> headers, byte[] body) throws IOException {
    var all = new LinkedHashMap<>(headers);
    all.put("destination", destination);
    all.put("persistent", "true");
    all.put("receipt", "sent");
    write("SEND", all, body);
    return read();
  }

  Frame subscribe(String destination) throws IOException {
    write(
        "SUBSCRIBE",
        Map.of("id", destination, "destination", destination, "receipt", "subscribed"),
        new byte[0]);
    return read();
  }

  Heard hear() throws IOException {
    return expect("MESSAGE").heard();
  }

  private Frame expect(String command) throws IOException {
    var frame = read();
    if (!frame.command().equals(command)) {
      throw new IOException(
          "expected " + command + ", found " + frame + new String(frame.body(), UTF_8));
    }
    return frame;
  }

  void write(String command, Map<String, String> headers, byte[] body) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.writeBytes((command + "\n").getBytes(UTF_8));
    boolean plain = command.equals("CONNECT");
    headers.forEach((name, value) -> {
      var escaped = plain ? value : escape(value);
      frame.writeBytes((name + ":" + escaped + "\n").getBytes(UTF_8));
    });
    frame.write('\n');
    frame.writeBytes(body);
    frame.write(0);
    socket.getOutputStream().write(frame.toByteArray());
  }

  Frame read() throws IOException {
    var command = line();
    while (command.isEmpty()) {
      command = line();
    }
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.putIfAbsent(line.substring(0, colon), unescape(line.substring(colon + 1)));
    }
    var length = headers.get("content-length");
    var body = length == null ? until(0) : in.readNBytes(Integer.parseInt(length));
    if (length != null) {
      until(0);
    }
    return new Frame(command, headers, body);
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(":", "\\c").replace("\n", "\\n");
  }

  private static String unescape(String value) {
    return value.replace("\\c", ":").replace("\\n", "\n").replace("\\\\", "\\");
  }

  private String line() throws IOException {
    return new String(until('\n'), UTF_8);
  }

  private byte[] until(int end) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != end; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the broker hung up");
      }
      bytes.write(next);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
