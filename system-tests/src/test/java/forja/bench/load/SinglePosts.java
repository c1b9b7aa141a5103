package forja.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs one by one by {@code POST /jobs}, on 32 connections. One thread serves them all: the load
 * shares the processors with what it measures.
 */
public final class SinglePosts implements Load {
  public static final int CONNECTIONS = 32;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Selector selector = Selector.open();
  private final List<Line> lines = new ArrayList<>();
  private final ByteBuffer request;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
  private int toSend;
  private int toAnswer;

  /** A connection with the request it is writing and the answer it is reading. */
  private record Line(SocketChannel channel, ByteBuffer output, AnswerReader answers) {}

  public SinglePosts(ApiAddress api) throws IOException {
    this.request = Pings.post(api, "");
    for (int i = 0; i < CONNECTIONS; i++) {
      var channel = SocketChannel.open(api.socket());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var line = new Line(channel, request.duplicate(), new AnswerReader());
      channel.register(selector, SelectionKey.OP_READ, line);
      lines.add(line);
    }
  }

  @Override
  public void send(int jobs) throws IOException {
    toSend = jobs;
    toAnswer = jobs;
    for (var line : lines) {
      sendNext(line);
    }
    while (toAnswer > 0) {
      selector.select(key -> readUnchecked((Line) key.attachment()));
    }
  }

  private void sendNext(Line line) throws IOException {
    if (toSend > 0) {
      toSend--;
      line.output().rewind();
      // A request of a few hundred bytes always fits into the empty buffer of a socket.
      while (line.output().hasRemaining()) {
        line.channel().write(line.output());
      }
    }
  }

  private void readUnchecked(Line line) {
    try {
      read(line);
    } catch (IOException e) {
      throw new IllegalStateException("a connection to the api broke: " + e, e);
    }
  }

  private void read(Line line) throws IOException {
    input.clear();
    if (line.channel().read(input) < 0) {
      throw new EOFException("the api has closed it");
    }
    var answer = line.answers().read(input.flip());
    if (answer.isPresent()) {
      answer.get().require(202);
      toAnswer--;
      sendNext(line);
    }
  }

  @Override
  public int unit() {
    return CONNECTIONS;
  }

  @Override
  public void close() throws IOException {
    for (var line : lines) {
      line.channel().close();
    }
    selector.close();
  }
}
