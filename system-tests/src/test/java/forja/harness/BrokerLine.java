package forja.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the broker that can be cut, or fall silent without either end being told. */
public final class BrokerLine implements AutoCloseable {
  private static final int BYTES = 64 * 1024;
  private static final int CUT_AT_ONCE = 0;

  private final URI broker;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean silent;

  private BrokerLine(URI broker, ServerSocket door) {
    this.broker = broker;
    this.door = door;
  }

  public static BrokerLine to(URI broker) {
    try {
      var line = new BrokerLine(broker, new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(line::receive);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("tcp://127.0.0.1:" + door.getLocalPort());
  }

  private void receive() {
    try {
      while (true) {
        var caller = door.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void connect(Socket caller) {
    open.add(caller);
    try {
      awaitVoice();
      var called = new Socket(broker.getHost(), broker.getPort());
      open.add(called);
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> carry(caller, called));
      carry(called, caller);
    } catch (IOException brokerIsAway) {
      end(caller);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Socket from, Socket to) {
    var bytes = new byte[BYTES];
    try {
      pump(from, to, bytes);
      awaitVoice();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  private void pump(Socket from, Socket to, byte[] bytes) throws InterruptedException {
    try {
      for (int count = from.getInputStream().read(bytes);
          count >= 0;
          count = from.getInputStream().read(bytes)) {
        awaitVoice();
        to.getOutputStream().write(bytes, 0, count);
      }
    } catch (IOException lost) {
      // One end is gone; the other is told as soon as anything gets through.
    }
  }

  private synchronized void awaitVoice() throws InterruptedException {
    while (silent) {
      wait();
    }
  }

  /** From now on nothing gets through, and no end of a connection either. */
  public synchronized void fallSilent() {
    silent = true;
  }

  public synchronized void speakAgain() {
    silent = false;
    notifyAll();
  }

  /** Ends every connection there is; new ones may be made. */
  public void cut() {
    open.forEach(this::end);
  }

  private void end(Socket socket) {
    try {
      socket.setSoLinger(true, CUT_AT_ONCE);
    } catch (IOException alreadyClosed) {
      // Then it cannot linger.
    }
    close(socket);
    open.remove(socket);
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }

  @Override
  public void close() {
    close(door);
    speakAgain();
    cut();
  }
}
