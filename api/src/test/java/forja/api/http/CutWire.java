package forja.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to another port that a test can cut and mend. */
final class CutWire implements AutoCloseable {
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private volatile boolean cut;

  CutWire(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void cut() {
    cut = true;
    sockets.forEach(CutWire::drop);
    sockets.clear();
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        if (cut) {
          drop(client);
        } else {
          join(client, new Socket(InetAddress.getLoopbackAddress(), target));
        }
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void join(Socket client, Socket beyond) {
    sockets.addAll(List.of(client, beyond));
    Thread.startVirtualThread(() -> pump(client, beyond));
    Thread.startVirtualThread(() -> pump(beyond, client));
  }

  private static void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException cut) {
      drop(to);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      throw new UncheckedIOException(alreadyGone);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
