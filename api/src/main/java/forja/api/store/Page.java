package forja.api.store;

import java.util.List;
import java.util.Optional;

/** Some items in the order that was asked for, and the cursor of the page that follows. */
public record Page<R>(List<R> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
