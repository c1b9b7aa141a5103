package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;

/** Brings up the PostgreSQL process on its files. */
final class Postmaster {
  private static final Duration PATIENCE = Duration.ofMinutes(2); // it may have to replay its log

  private Postmaster() {}

  static EmbeddedPostgres start(DatabaseFiles files, Credential owner) {
    keepProgramsPrivate(files);
    try {
      var password = files.folder().resolve("owner.password");
      PrivateFile.write(password, owner.password().getBytes(StandardCharsets.UTF_8));
      try {
        return configured(files, owner, password.toString()).start();
      } finally {
        Files.delete(password);
      }
    } catch (IOException | RuntimeException e) {
      throw new CannotStart(
          "PostgreSQL does not come up (%s); its own words are in %s and %s"
              .formatted(e.getMessage(), files.startLog(), files.cluster().resolve("log")),
          e);
    }
  }

  private static EmbeddedPostgres.Builder configured(
      DatabaseFiles files, Credential owner, String passwordFile) {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(files.cluster())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(files.port())
            .setPGStartupWait(PATIENCE)
            .setConnectConfig("password", owner.password())
            .setOutputRedirector(Redirect.appendTo(files.startLog().toFile()));
    DatabaseSettings.forMemory(memory()).forEach(builder::setServerConfig);
    DatabaseSettings.cluster(passwordFile).forEach(builder::setLocaleConfig);
    return builder;
  }

  /** Else the programs are unpacked into a folder of /tmp that every user may write to. */
  private static void keepProgramsPrivate(DatabaseFiles files) {
    if (System.getProperty("ot.epg.working-dir") == null) {
      System.setProperty("ot.epg.working-dir", files.programs().toString());
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }
}
