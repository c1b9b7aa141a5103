package forja.routes.wiring;

import forja.common.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who a program is to the broker. Kept in a file that only its owner may read. */
public record Credential(String user, String password) {

  /** As whom the api processes connect. */
  public static final String API = "api";

  private static final String OF_A_WORKER = "worker-";
  private static final String OF_A_CUSTOMER = "customer-";

  /** As whom a worker connects. */
  public static String ofWorker(String worker) {
    return OF_A_WORKER + worker;
  }

  /** As whom the systems of a customer connect. */
  public static String ofCustomer(String customer) {
    return OF_A_CUSTOMER + customer;
  }

  /** Which worker a user is, if it is one. */
  public static Optional<String> workerOf(String user) {
    return Optional.of(user)
        .filter(it -> it.startsWith(OF_A_WORKER))
        .map(it -> it.substring(OF_A_WORKER.length()));
  }

  /** Which customer a user belongs to, if it is one of a customer. */
  public static Optional<String> customerOf(String user) {
    return Optional.of(user)
        .filter(it -> it.startsWith(OF_A_CUSTOMER))
        .map(it -> it.substring(OF_A_CUSTOMER.length()));
  }

  public static Credential read(Path file) throws IOException {
    return Wire.read(Files.readAllBytes(file), Credential.class);
  }

  /** Without the password, so that it can stand in a log. */
  @Override
  public String toString() {
    return user;
  }
}
