package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
  @TempDir Path data;

  @Test
  void keepsItsDataAndItsAddressWhenItsProcessIsKilled() throws Exception {
    String address;
    try (var program = ProgramProcess.start(DatabaseMain.class, "--data", data.toString())) {
      address = program.firstLine();
      note(address, savedCredential(), "written before the kill");
      program.kill();
    }
    var orphan = OrphanedPostmaster.find(new DatabaseFiles(data.resolve("database")).cluster());

    try (var database = Database.start(data)) {
      assertThat(orphan).hasValueSatisfying(process -> assertThat(process.isAlive()).isFalse());
      assertThat(database.url()).isEqualTo(address);
      assertThat(firstNote(database)).isEqualTo("written before the kill");
    }
  }

  @Test
  void runsWithEverySafeguardOn() throws Exception {
    try (var database = Database.start(data);
        var connection = connect(database.url(), database.credential())) {
      for (var setting : DatabaseSettings.DURABILITY) {
        assertThat(query(connection, "show " + setting)).isEqualTo("on");
      }
      assertThat(query(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void letsNobodyInWithoutItsPassword() {
    try (var database = Database.start(data)) {
      var stranger = new Credential("forja", "guessed");
      var owner = new Credential("postgres", "");

      assertThatThrownBy(() -> connect(database.url(), stranger)).hasMessageContaining("password");
      assertThatThrownBy(() -> connect(database.url(), owner)).hasMessageContaining("password");
    }
  }

  @Test
  void keepsItsFilesToItself() throws IOException {
    try (var database = Database.start(data)) {
      assertThat(database.credential().password()).hasSizeGreaterThan(30);
    }

    assertThat(modeOf(data)).isEqualTo("rwx------");
    assertThat(modeOf(data.resolve("credentials/database.credential"))).isEqualTo("rw-------");
    assertThat(data.resolve("database/owner.password")).doesNotExist();
  }

  @Test
  void isNotStartedTwiceOnTheSameData() {
    try (var database = Database.start(data)) {
      assertThatThrownBy(() -> Database.start(data))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("another Forja process is using");
      assertThat(database.url()).isNotEmpty();
    }
  }

  @Test
  void startsAnewWhenItsFirstStartWasInterrupted() throws Exception {
    var cluster = Files.createDirectories(data.resolve("database/cluster"));
    Files.createFile(cluster.resolve("postgresql.conf"));

    try (var database = Database.start(data)) {
      note(database.url(), database.credential(), "it works");
      assertThat(firstNote(database)).isEqualTo("it works");
    }
  }

  private Credential savedCredential() throws IOException {
    return Credential.read(data.resolve("credentials/database.credential"));
  }

  private static void note(String url, Credential credential, String text) throws SQLException {
    try (var connection = connect(url, credential);
        var statement = connection.createStatement()) {
      statement.execute("create table note (text text)");
      statement.execute("insert into note values ('" + text + "')");
    }
  }

  private static String firstNote(Database database) throws SQLException {
    try (var connection = connect(database.url(), database.credential())) {
      return query(connection, "select text from note");
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(String url, Credential credential) throws SQLException {
    return DriverManager.getConnection(url, credential.user(), credential.password());
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
