package forja.routes.wiring;

import java.util.List;

/**
 * Whether an address is among those that a pattern names, as the broker understands patterns: a
 * star is one word, a hash is any number of them.
 */
final class AddressMatch {
  private AddressMatch() {}

  static boolean matches(String pattern, String address) {
    return matches(words(pattern), words(address));
  }

  private static List<String> words(String name) {
    return List.of(name.split("\\.", -1));
  }

  private static boolean matches(List<String> pattern, List<String> address) {
    if (pattern.isEmpty()) {
      return address.isEmpty();
    }
    var rest = pattern.subList(1, pattern.size());
    return switch (pattern.getFirst()) {
      case "#" ->
          matches(rest, address)
              || (!address.isEmpty() && matches(pattern, address.subList(1, address.size())));
      case "*" -> !address.isEmpty() && matches(rest, address.subList(1, address.size()));
      case String word ->
          !address.isEmpty()
              && word.equals(address.getFirst())
              && matches(rest, address.subList(1, address.size()));
    };
  }
}
