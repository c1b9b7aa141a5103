package forja.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import forja.harness.FarmFolder;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for values wherever a farm may have left them. */
record Traces(List<String> needles) {

  /** All that a value may look like when somebody keeps it. */
  static Traces of(String... values) {
    return new Traces(Stream.of(values).flatMap(value -> forms(value).stream()).toList());
  }

  private static List<String> forms(String value) {
    var bytes = value.getBytes(UTF_8);
    var whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return List.of(
        value,
        whole.substring(0, whole.length() - 1),
        Base64.getEncoder().encodeToString(("u" + value).getBytes(UTF_8)).substring(4, 12),
        Base64.getEncoder().encodeToString(("us" + value).getBytes(UTF_8)).substring(4, 12),
        HexFormat.of().formatHex(bytes),
        URLEncoder.encode(value, UTF_8));
  }

  List<String> in(String text) {
    return needles.stream().filter(text::contains).toList();
  }

  /** Every file of the farm: data of PostgreSQL and of the broker, logs, whatever there is. */
  List<String> inFiles(FarmFolder folder) throws IOException {
    try (var files = Files.walk(folder.path())) {
      var found = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        in(content(file)).forEach(needle -> found.add(file + " holds " + needle));
      }
      return found;
    }
  }

  /** Each byte one character, so that the needles are found in anything. */
  private static String content(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  /** Every row of every table, as a text. */
  List<String> inTables(FarmFolder folder) throws IOException, SQLException {
    var user = Credential.read(folder.credential("database"));
    try (var connection =
        DriverManager.getConnection(folder.databaseUrl(), user.user(), user.password())) {
      var found = new ArrayList<String>();
      for (var table : tables(connection)) {
        for (var row : texts(connection, "select t::text from \"" + table + "\" as t")) {
          in(row).forEach(needle -> found.add(table + " holds " + needle));
        }
      }
      return found;
    }
  }

  static List<String> tables(Connection connection) throws SQLException {
    return texts(connection, "select tablename from pg_tables where schemaname = 'public'");
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
