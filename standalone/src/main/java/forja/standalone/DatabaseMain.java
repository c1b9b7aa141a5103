package forja.standalone;

import forja.routes.program.Program;

/** The embedded database alone, as a process of its own; prints its address when it is up. */
public final class DatabaseMain {

  private DatabaseMain() {}

  public static void main(String[] words) {
    Program.run(() -> {
      var database = Database.start(StandaloneConfig.read(words).data());
      System.out.println(database.url());
      return database;
    });
  }
}
