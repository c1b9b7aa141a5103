package forja.standalone;

import forja.routes.program.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The address nobody outside this machine can reach. */
final class Loopback {
  static final String HOST = "127.0.0.1";

  private Loopback() {}

  /** Zero stands for any free port. */
  static boolean isFree(int port) {
    try (var socket = listen(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  static void requireFree(int port, String option) {
    if (!isFree(port)) {
      throw new CannotStart("port %d is taken; choose another with %s".formatted(port, option));
    }
  }

  static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
