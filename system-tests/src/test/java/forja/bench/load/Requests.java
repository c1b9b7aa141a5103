package forja.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Requests on several connections, each sent when the one before it is answered. One thread serves
 * them all: the load shares the processors with what it measures.
 */
public final class Requests implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Selector selector = Selector.open();
  private final List<Line> lines = new ArrayList<>();
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
  private final Supplier<ByteBuffer> next;
  private final int wanted;
  private final List<Duration> took = new ArrayList<>();
  private boolean over;
  private int open;

  /** A connection with the request it is writing, when it began, and the answer it is reading. */
  private static final class Line {
    private final SocketChannel channel;
    private final AnswerReader answers = new AnswerReader();
    private long beganAt;

    Line(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** What was answered while it was measured, and how long that was. */
  public record Sample(Duration time, List<Duration> took) {
    public Sample {
      took = List.copyOf(took);
    }
  }

  /** The next request is read from its position on, and all must be answered with this status. */
  public Requests(ApiAddress api, int connections, Supplier<ByteBuffer> next, int status)
      throws IOException {
    this.next = next;
    this.wanted = status;
    for (int i = 0; i < connections; i++) {
      var channel = SocketChannel.open(api.socket());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var line = new Line(channel);
      channel.register(selector, SelectionKey.OP_READ, line);
      lines.add(line);
    }
  }

  /** Goes on for so long, and then until all that was asked is answered. */
  public Sample run(Duration time) throws IOException {
    took.clear();
    over = false;
    long began = System.nanoTime();
    long end = began + time.toNanos();
    for (var line : lines) {
      send(line);
    }
    while (open > 0) {
      selector.select(key -> readUnchecked((Line) key.attachment()));
      over = System.nanoTime() >= end;
    }
    return new Sample(Duration.ofNanos(System.nanoTime() - began), took);
  }

  private void send(Line line) throws IOException {
    if (over) {
      return;
    }
    var request = next.get();
    line.beganAt = System.nanoTime();
    open++;
    // A request of a few hundred bytes always fits into the empty buffer of a socket.
    while (request.hasRemaining()) {
      line.channel.write(request);
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
    if (line.channel.read(input) < 0) {
      throw new EOFException("the api has closed it");
    }
    var answer = line.answers.read(input.flip());
    if (answer.isPresent()) {
      answer.get().require(wanted);
      took.add(Duration.ofNanos(System.nanoTime() - line.beganAt));
      open--;
      send(line);
    }
  }

  @Override
  public void close() throws IOException {
    for (var line : lines) {
      line.channel.close();
    }
    selector.close();
  }
}
