package forja.api.secret;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seals everything with the first master key while the farm runs. */
public final class Rotation {
  private final MasterKey key;
  private final List<SealedThings> all;

  /** Things may be added to the list later. */
  public Rotation(MasterKey key, List<SealedThings> all) {
    this.key = key;
    this.all = all;
  }

  /** The key that seals now, and what came of each sort of thing. */
  public record Done(String key, Map<String, Resealed> counts) {}

  /** May be repeated: what is sealed with the first key already stays as it is. */
  public Done run() {
    var name = key.name();
    var counts = new LinkedHashMap<String, Resealed>();
    all.forEach(things -> counts.put(things.what(), things.reseal(key)));
    return new Done(name, counts);
  }
}
