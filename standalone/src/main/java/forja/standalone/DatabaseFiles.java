package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What the embedded database keeps on disk: programs, cluster, port, and whether it is whole. */
record DatabaseFiles(Path folder) {

  static DatabaseFiles in(Path data) {
    return new DatabaseFiles(PrivateFolder.in(data, "database"));
  }

  Path cluster() {
    return folder.resolve("cluster");
  }

  Path programs() {
    return folder.resolve("programs");
  }

  Path startLog() {
    return folder.resolve("start.log");
  }

  /** Written last at the first start: a cluster without it was interrupted while it was made. */
  private Path whole() {
    return folder.resolve("whole");
  }

  boolean isWhole() {
    return Files.exists(whole());
  }

  void markWhole() {
    try {
      PrivateFile.write(whole(), new byte[0]);
    } catch (IOException e) {
      throw new CannotStart("cannot write " + whole() + ": " + e.getMessage(), e);
    }
  }

  /** Nothing was accepted yet by a cluster that is not whole; it is still kept, out of the way. */
  void setAsideIfIncomplete() {
    if (isWhole() || !Files.exists(cluster())) {
      return;
    }
    try {
      Files.move(cluster(), folder.resolve("incomplete-" + UUID.randomUUID()));
    } catch (IOException e) {
      throw new CannotStart("cannot set aside " + cluster() + ": " + e.getMessage(), e);
    }
  }

  /** The port of the last start while it is free, else a new one. */
  int port() {
    try {
      var file = folder.resolve("port");
      if (Files.exists(file)) {
        int last = Integer.parseInt(Files.readString(file).strip());
        if (Loopback.isFree(last)) {
          return last;
        }
      }
      int port = anyFreePort();
      PrivateFile.write(file, (port + "\n").getBytes(StandardCharsets.US_ASCII));
      return port;
    } catch (IOException | NumberFormatException e) {
      throw new CannotStart("no port for the database: " + e.getMessage(), e);
    }
  }

  private static int anyFreePort() throws IOException {
    try (ServerSocket socket = Loopback.listen(0)) {
      return socket.getLocalPort();
    }
  }
}
