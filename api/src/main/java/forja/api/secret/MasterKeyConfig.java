package forja.api.secret;

import forja.api.ledger.SealedTable;
import forja.routes.program.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the master key is: the keys themselves, or a file that somebody named, or a usual one. */
public record MasterKeyConfig(Optional<String> keys, Optional<Path> named, Path usual) {
  private static final Logger log = LoggerFactory.getLogger(MasterKeyConfig.class);

  /** Makes one in the usual place, as long as nothing was ever sealed. */
  public MasterKey open(SealedTable sealed) {
    if (named.isEmpty() && keys.isPresent()) {
      return MasterKey.of(keys.get());
    }
    var file = named.orElse(usual);
    if (named.isPresent() || Files.exists(file)) {
      return MasterKey.read(file);
    }
    if (!sealed.all().isEmpty()) {
      throw new CannotStart(
          "the database holds secrets, and there is no master key in "
              + file
              + "; say where it is: --master-key FILE");
    }
    log.warn("a new master key is made in {}; keep a copy of it apart from the database", file);
    return MasterKey.readOrMake(file);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return named.map(Path::toString).orElse(keys.isPresent() ? "given" : usual.toString());
  }
}
