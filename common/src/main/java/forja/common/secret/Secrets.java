package forja.common.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The secrets that a job names, for as long as one attempt at it goes on. They stand in memory
 * alone, and are wiped when it ends; a text made of one is not.
 */
public final class Secrets implements AutoCloseable {
  public static final Secrets NONE = new Secrets(Map.of());

  private final Map<String, byte[]> values;
  private boolean wiped;

  /** Wipes these bytes when it is closed. */
  public Secrets(Map<String, byte[]> values) {
    this.values = new HashMap<>(values);
  }

  /** A copy that its owner wipes. */
  public synchronized byte[] bytes(String name) {
    var value = values.get(name);
    if (value == null || wiped) {
      throw new IllegalStateException("there is no secret " + name + (wiped ? " any more" : ""));
    }
    return value.clone();
  }

  public String text(String name) {
    var bytes = bytes(name);
    try {
      return new String(bytes, UTF_8);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  public List<String> names() {
    return List.copyOf(new TreeSet<>(values.keySet()));
  }

  public Mask mask() {
    return Mask.of(values.values());
  }

  @Override
  public synchronized void close() {
    wiped = true;
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "secrets " + names();
  }
}
