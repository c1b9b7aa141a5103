package forja.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the embedded PostgreSQL is set up. */
final class DatabaseSettings {
  /** Off means that a power cut loses what callers were told is safe. */
  static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

  private static final long MEGABYTE = 1 << 20;

  private DatabaseSettings() {}

  static Map<String, String> forMemory(long bytes) {
    var settings = new LinkedHashMap<String, String>();
    DURABILITY.forEach(name -> settings.put(name, "on"));
    settings.put("listen_addresses", Loopback.HOST);
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "100");
    settings.put("shared_buffers", sharedMegabytes(bytes) + "MB");
    // After a checkpoint every page is logged whole when it is next touched, which slows down all
    // who work: a million new jobs, about 1 GB of log, shall not bring one about.
    settings.put("max_wal_size", "6GB");
    settings.put("checkpoint_timeout", "15min");
    settings.put("jit", "off"); // compiling a statement costs more than our statements take
    settings.put("logging_collector", "on");
    settings.put("log_filename", "postgresql-%a.log"); // one per weekday, so a week is kept
    settings.put("log_truncate_on_rotation", "on");
    settings.put("log_rotation_size", "0");
    settings.put("log_checkpoints", "off");
    return settings;
  }

  /** An eighth of the machine, as the rest is shared with the programs and the page cache. */
  private static long sharedMegabytes(long bytes) {
    return Math.clamp(bytes / 8 / MEGABYTE, 128, 1024);
  }

  /** What initdb is told: sorting that no update of the operating system changes, and passwords. */
  static Map<String, String> cluster(String passwordFile) {
    return Map.of(
        "locale-provider", "builtin",
        "locale", "C.UTF-8",
        "encoding", "UTF8",
        "auth", "scram-sha-256",
        "pwfile", passwordFile);
  }
}
