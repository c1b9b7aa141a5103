package forja.bench.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long the disk takes to keep 4 KiB: what every commit waits for. */
public final class DiskLimit {
  private static final int PAGE_BYTES = 4096;
  private static final int WARM_UP = 50;

  private DiskLimit() {}

  public static List<Duration> syncs(Path folder, int number) throws IOException {
    var took = new ArrayList<Duration>();
    var file = folder.resolve("disk-limit");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int i = 0; i < WARM_UP + number; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE_BYTES));
        channel.force(false);
        took.add(Duration.ofNanos(System.nanoTime() - began));
      }
    }
    return took.subList(WARM_UP, took.size());
  }
}
