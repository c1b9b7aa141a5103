package forja.api.secret;

import java.util.Collection;
import java.util.Map;

/** Where the desk finds the values that a customer keeps. */
@FunctionalInterface
public interface SecretBook {

  /** The opened values of those that exist, by name; whoever gets them wipes them. */
  Map<String, byte[]> open(int customer, Collection<String> names);
}
