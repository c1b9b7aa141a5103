package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL that keeps its promises: what it has committed is on disk. It listens on
 * this machine only, and asks for a password.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final String NAME = "forja";

  private final FolderLock lock;
  private final EmbeddedPostgres postgres;
  private final Credential credential;

  private Database(FolderLock lock, EmbeddedPostgres postgres, Credential credential) {
    this.lock = lock;
    this.postgres = postgres;
    this.credential = credential;
  }

  /** Starts it on the data of its last run, or on new ones. */
  public static Database start(Path data) {
    PrivateFolder.of(data);
    var files = DatabaseFiles.in(data);
    var lock = FolderLock.of(files.folder());
    try {
      OrphanedPostmaster.stop(files.cluster());
      files.setAsideIfIncomplete();
      return started(files, lock, PrivateFolder.in(data, "credentials"));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Database started(DatabaseFiles files, FolderLock lock, Path credentials) {
    var owner = CredentialFile.of("postgres", credentials.resolve("database-owner.credential"));
    var credential = CredentialFile.of(NAME, credentials.resolve("database.credential"));
    var database = new Database(lock, Postmaster.start(files, owner), credential);
    try {
      database.makeReady(files);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e instanceof CannotStart known ? known : new CannotStart("the database: " + e, e);
    }
    log.info("PostgreSQL keeps its data in {}, {}", files.cluster(), database.url());
    return database;
  }

  private void makeReady(DatabaseFiles files) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      DurabilityCheck.require(setting -> show(statement, setting));
      if (!files.isWhole()) {
        create(connection, statement);
        files.markWhole();
      }
    }
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (var row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private void create(Connection connection, Statement statement) throws SQLException {
    statement.execute(createRole(connection));
    statement.execute("create database " + NAME + " owner " + NAME);
  }

  /** The server quotes the password: a statement that creates a role takes no parameters. */
  private String createRole(Connection connection) throws SQLException {
    var quoting = "select format('create role %I login password %L', ?, ?)";
    try (var statement = connection.prepareStatement(quoting)) {
      statement.setString(1, credential.user());
      statement.setString(2, credential.password());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  public String url() {
    return "jdbc:postgresql://%s:%d/%s".formatted(Loopback.HOST, postgres.getPort(), NAME);
  }

  public Credential credential() {
    return credential;
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      log.warn("PostgreSQL may still be running, the next start stops it", e);
    } finally {
      lock.close();
    }
  }
}
