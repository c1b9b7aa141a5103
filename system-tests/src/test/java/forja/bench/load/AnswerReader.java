package forja.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Puts the answers of one keep-alive connection together from the bytes that come in. */
final class AnswerReader {
  private static final int LENGTH_UNKNOWN = -1;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final StringBuilder line = new StringBuilder();
  private State state = State.STATUS;
  private int status;
  private int bodyLength;
  private int missing;

  private enum State {
    STATUS,
    HEADERS,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS
  }

  /** The next answer if the bytes complete one. What follows it stays in the buffer. */
  Optional<Answer> read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      boolean complete =
          switch (state) {
            case BODY, CHUNK -> takeBytes(bytes);
            case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS ->
                endsLine(bytes.get()) && takeLine();
          };
      if (complete) {
        var answer = new Answer(status, body.toByteArray());
        body.reset();
        state = State.STATUS;
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  private boolean takeBytes(ByteBuffer bytes) {
    int length = Math.min(missing, bytes.remaining());
    body.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
    bytes.position(bytes.position() + length);
    missing -= length;
    if (missing == 0 && state == State.CHUNK) {
      state = State.CHUNK_END;
      return false;
    }
    return missing == 0;
  }

  private boolean endsLine(byte next) {
    if (next != '\n') {
      line.append((char) (next & 0xFF));
      return false;
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return true;
  }

  /** Whether the answer ends with this line. */
  private boolean takeLine() {
    var text = line.toString();
    line.setLength(0);
    return switch (state) {
      case STATUS -> beginAnswer(text);
      case HEADERS -> text.isEmpty() ? beginBody() : readHeader(text);
      case CHUNK_SIZE -> beginChunk(text);
      case CHUNK_END -> goOn(State.CHUNK_SIZE);
      case TRAILERS -> text.isEmpty();
      case BODY, CHUNK -> throw new IllegalStateException("bodies have no lines");
    };
  }

  private boolean beginAnswer(String statusLine) {
    status = Integer.parseInt(statusLine, 9, 12, 10);
    bodyLength = 0;
    return goOn(State.HEADERS);
  }

  private boolean readHeader(String header) {
    if (isNamed(header, "content-length:")) {
      bodyLength = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
    } else if (isNamed(header, "transfer-encoding:") && header.endsWith("chunked")) {
      bodyLength = LENGTH_UNKNOWN;
    }
    return false;
  }

  private static boolean isNamed(String header, String name) {
    return header.regionMatches(true, 0, name, 0, name.length());
  }

  private boolean beginBody() {
    missing = Math.max(0, bodyLength);
    state = bodyLength == LENGTH_UNKNOWN ? State.CHUNK_SIZE : State.BODY;
    return bodyLength == 0;
  }

  private boolean beginChunk(String size) {
    missing = Integer.parseInt(size.split(";")[0].strip(), 16);
    return goOn(missing == 0 ? State.TRAILERS : State.CHUNK);
  }

  private boolean goOn(State next) {
    state = next;
    return false;
  }
}
