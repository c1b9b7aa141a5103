package forja.standalone;

import forja.routes.program.CannotStart;
import forja.routes.wiring.Credential;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** Says who may connect to the broker whose data are on this machine, whether it runs or not. */
public final class BrokerUserMain {
  private BrokerUserMain() {}

  public static void main(String[] words) {
    try {
      System.out.println(carryOut(BrokerUserConfig.read(words)));
    } catch (CannotStart reason) {
      System.err.println("forja: " + reason.getMessage());
      System.exit(1);
    }
  }

  /** Done twice it is done as once; what it says tells the two apart. */
  static String carryOut(BrokerUserConfig config) {
    var book = BrokerUserBook.in(config.data());
    return switch (config.order()) {
      case BrokerUserConfig.AddWorker(var name, var pools) ->
          told(book, Credential.ofWorker(name), book.addWorker(name, pools));
      case BrokerUserConfig.AddCustomer(var name) ->
          told(book, Credential.ofCustomer(name), book.addCustomer(name));
      case BrokerUserConfig.Revoke(var user) ->
          book.revoke(user)
              ? user + " is revoked; whoever is connected as it is cut off"
              : "there is no user " + user;
      case BrokerUserConfig.ListAll _ ->
          book.all().stream().map(BrokerUser::toString).sorted().collect(Collectors.joining("\n"));
    };
  }

  private static String told(BrokerUserBook book, String user, BrokerUserBook.Addition addition) {
    var file = book.credentialFile(user);
    var where =
        Files.exists(file)
            ? "its credential is " + file
            : "its credential was taken away from here; for a new one, revoke it first";
    return switch (addition) {
      case NEW -> user + " may connect; " + where;
      case OTHER_POOLS -> user + " has other pools now; " + where;
      case THERE -> user + " is there already; " + where;
    };
  }
}
