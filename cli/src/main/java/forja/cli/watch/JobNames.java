package forja.cli.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs that are watched, in the order in which they are shown, some with a name. */
public record JobNames(List<String> ids, Map<String, String> names) {
  public JobNames {
    ids = List.copyOf(ids);
    names = Map.copyOf(names);
  }

  public static JobNames none(List<String> ids) {
    return new JobNames(ids, Map.of());
  }

  public static JobNames of(LinkedHashMap<String, String> nameById) {
    return new JobNames(List.copyOf(nameById.sequencedKeySet()), nameById);
  }

  public Optional<String> of(String id) {
    return Optional.ofNullable(names.get(id));
  }
}
