package forja.routes.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Puts reports that are JSON already into as few bundles as the size of a plain message allows. */
final class BundleWriter {
  private static final int LARGEST = 256 * 1024;
  private static final byte[] END = {']', '}'};

  private final List<byte[]> bodies = new ArrayList<>();
  private final byte[] start;
  private ByteArrayOutputStream open = new ByteArrayOutputStream(1024);

  BundleWriter(String worker) {
    this.start = ("{\"worker\":" + Wire.text(worker) + ",\"reports\":[").getBytes(UTF_8);
  }

  void add(byte[] report) {
    if (open.size() > 0 && open.size() + report.length > LARGEST) {
      close();
    }
    if (open.size() == 0) {
      open.writeBytes(start);
    } else {
      open.write(',');
    }
    open.writeBytes(report);
  }

  boolean isEmpty() {
    return open.size() == 0 && bodies.isEmpty();
  }

  List<byte[]> bodies() {
    if (open.size() > 0) {
      close();
    }
    return bodies;
  }

  private void close() {
    open.writeBytes(END);
    bodies.add(open.toByteArray());
    open = new ByteArrayOutputStream(1024);
  }
}
