package forja.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import forja.common.job.JobRequest;
import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import forja.routes.wiring.Grant;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One who may connect to the broker. The name says what it may do there; a worker has pools, too.
 * Of its password only a hash is kept: a password is 32 random bytes, so nobody guesses it, and a
 * hash that is quick to make is as good as one that is slow.
 */
public record BrokerUser(String name, List<String> pools, String salt, String hash) {
  private static final Pattern WORKER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern CUSTOMER = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  public BrokerUser {
    pools = List.copyOf(pools);
  }

  static BrokerUser of(Credential credential, List<String> pools) {
    var salt = PrivateFile.newSecret();
    return new BrokerUser(credential.user(), pools, salt, hash(salt, credential.password()));
  }

  static String requireWorker(String name) {
    return require(WORKER, name, "a worker");
  }

  static String requireCustomer(String name) {
    return require(CUSTOMER, name, "a customer");
  }

  static String requirePool(String name) {
    return require(JobRequest.POOL_NAME, name, "a pool");
  }

  private static String require(Pattern form, String name, String whose) {
    if (!form.matcher(name).matches()) {
      throw new CannotStart(
          "the name of %s is lower-case letters, digits and dashes, found %s"
              .formatted(whose, name));
    }
    return name;
  }

  BrokerUser with(List<String> otherPools) {
    return new BrokerUser(name, otherPools, salt, hash);
  }

  boolean has(String password) {
    return MessageDigest.isEqual(hash.getBytes(UTF_8), hash(salt, password).getBytes(UTF_8));
  }

  /** Empty for a name that says nothing: whoever has it may do nothing. */
  Optional<Grant> grant() {
    return name.equals(Credential.API)
        ? Optional.of(Grant.ofTheApi())
        : Credential.workerOf(name)
            .map(worker -> Grant.ofWorker(worker, pools))
            .or(() -> Credential.customerOf(name).map(Grant::ofCustomer));
  }

  private static String hash(String salt, String password) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest.digest(password.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK knows SHA-256", impossible);
    }
  }

  /** As an operator wants to read it; no hash is anybody's business. */
  @Override
  public String toString() {
    return pools.isEmpty() ? name : name + "  pools " + String.join(",", pools);
  }
}
