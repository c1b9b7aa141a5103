package forja.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import forja.common.wire.Wire;
import forja.routes.program.CannotStart;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Who may connect to the broker that keeps its data here. May be written by several programs; a
 * broker that runs on these data heeds a change within a second.
 */
public final class BrokerUserBook {
  /** A file is locked for a process, not for a thread. */
  private static final ReentrantLock TURN = new ReentrantLock();

  private final Path folder;
  private final Path file;

  private BrokerUserBook(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("users.json");
  }

  public static BrokerUserBook in(Path data) {
    PrivateFolder.of(data);
    return new BrokerUserBook(PrivateFolder.in(data, "credentials"));
  }

  /** What adding one came to. */
  public enum Addition {
    /** It may connect from now on; its credential is in the file. */
    NEW,
    /** It has other pools than before. */
    OTHER_POOLS,
    /** Nothing was to be done. */
    THERE
  }

  /** It takes jobs of these pools. */
  public Addition addWorker(String name, List<String> pools) {
    var ofIt = pools.stream().map(BrokerUser::requirePool).distinct().sorted().toList();
    return add(Credential.ofWorker(BrokerUser.requireWorker(name)), ofIt);
  }

  public Addition addCustomer(String name) {
    return add(Credential.ofCustomer(BrokerUser.requireCustomer(name)), List.of());
  }

  private Addition add(String user, List<String> pools) {
    var came = new Addition[] {Addition.THERE};
    change(known -> {
      var found = known.find(user);
      if (found.isEmpty()) {
        came[0] = Addition.NEW;
        return known.with(newCredential(user), pools);
      }
      if (found.get().pools().equals(pools)) {
        return known;
      }
      came[0] = Addition.OTHER_POOLS;
      return known.with(found.get().with(pools));
    });
    return came[0];
  }

  /** Says whether there was such a user; whoever is connected as it is cut off. */
  public boolean revoke(String user) {
    if (user.equals(Credential.API)) {
      throw new CannotStart("without the user " + user + " nothing would work; it stays");
    }
    return remove(user, known -> known.revoking(user));
  }

  /** As if it had never been there; who comes later under this name is somebody else. */
  boolean forget(String user) {
    return remove(user, known -> known.without(user));
  }

  private boolean remove(String user, UnaryOperator<BrokerUserList> removal) {
    var found = new boolean[1];
    change(known -> {
      found[0] = known.find(user).isPresent();
      delete(credentialFile(user));
      return found[0] ? removal.apply(known) : known;
    });
    return found[0];
  }

  public List<BrokerUser> all() {
    return read().users();
  }

  /** Where the credential of a user lies until somebody takes it to where it is needed. */
  public Path credentialFile(String user) {
    return folder.resolve(user + ".credential");
  }

  /** Sees to it that those are there whom every farm has, unless somebody revoked them. */
  void ensure(String user, List<String> pools) {
    change(known -> known.isRevoked(user) ? known : ensured(known, user, pools));
  }

  boolean isRevoked(String user) {
    return read().isRevoked(user);
  }

  /** Data of an older release have credentials, and no list of users. */
  private BrokerUserList ensured(BrokerUserList known, String user, List<String> pools) {
    var found = known.find(user);
    var credential = credentialFile(user);
    boolean lost = !Files.exists(credential);
    if (lost && found.isPresent() && !user.equals(Credential.API)) {
      return known;
    }
    var lies = lost ? newCredential(user) : CredentialFile.of(user, credential);
    return found.filter(it -> it.has(lies.password())).isPresent()
        ? known
        : known.with(lies, found.map(BrokerUser::pools).orElse(pools));
  }

  private Credential newCredential(String user) {
    var file = credentialFile(user);
    delete(file);
    return CredentialFile.of(user, file);
  }

  private static void delete(Path credential) {
    try {
      Files.deleteIfExists(credential);
    } catch (IOException kept) {
      throw new CannotStart("cannot remove " + credential + ": " + kept.getMessage(), kept);
    }
  }

  private void change(UnaryOperator<BrokerUserList> change) {
    TURN.lock();
    try (var channel = FileChannel.open(folder.resolve("users.lock"), CREATE, WRITE);
        var _ = channel.lock()) {
      var known = read();
      var changed = change.apply(known);
      if (!changed.equals(known)) {
        PrivateFile.write(file, Wire.write(changed));
      }
    } catch (IOException unusable) {
      throw new CannotStart("cannot write " + file + ": " + unusable.getMessage(), unusable);
    } finally {
      TURN.unlock();
    }
  }

  BrokerUserList read() {
    return bytes().map(BrokerUserBook::list).orElse(BrokerUserList.EMPTY);
  }

  /** Throws {@link CannotStart} when these are no users. */
  static BrokerUserList list(byte[] json) {
    try {
      return Wire.read(json, BrokerUserList.class);
    } catch (Wire.Unreadable unreadable) {
      throw new CannotStart("the list of users cannot be read: " + unreadable.getMessage());
    }
  }

  /** The list as it stands in the file, to be compared. */
  Optional<byte[]> bytes() {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new CannotStart("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
