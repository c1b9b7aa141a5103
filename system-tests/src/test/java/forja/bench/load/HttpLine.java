package forja.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One keep-alive connection to the api; asks one thing after the other. */
public final class HttpLine implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SocketChannel channel;
  private final AnswerReader answers = new AnswerReader();
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
  private final ApiAddress api;

  private HttpLine(SocketChannel channel, ApiAddress api) {
    this.channel = channel;
    this.api = api;
  }

  public static HttpLine to(ApiAddress api) throws IOException {
    var channel = SocketChannel.open(api.socket());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new HttpLine(channel, api);
  }

  public Answer get(String path) throws IOException {
    return ask(api.get(path));
  }

  public Answer post(String path, String json) throws IOException {
    return post(path, "", json);
  }

  /** Each header ends with a line end. */
  public Answer post(String path, String headers, String json) throws IOException {
    return ask(api.post(path, "application/json", headers, json));
  }

  /** Asks for something to be done, which takes no body. */
  public Answer act(String path) throws IOException {
    var answer = ask(api.post(path, "application/json", "", ""));
    if (answer.status() >= 300) {
      throw new IllegalStateException(path + " is answered " + answer.body());
    }
    return answer;
  }

  /** One request a line. */
  public Answer postLines(String path, List<String> lines) throws IOException {
    return ask(api.post(path, "application/x-ndjson", "", String.join("\n", lines)));
  }

  Answer ask(ByteBuffer request) throws IOException {
    while (request.hasRemaining()) {
      channel.write(request);
    }
    while (true) {
      input.clear();
      if (channel.read(input) < 0) {
        throw new EOFException("the api has closed the connection");
      }
      var answer = answers.read(input.flip());
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
