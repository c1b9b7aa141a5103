package forja.common.customer;

import forja.common.job.Require;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remove a customer and all it owns. With force its jobs are cancelled first, without force it
 * stays when some are still alive.
 */
public record DeleteCustomer(String name, @Nullable Boolean force) implements CustomerSpec {
  public static final Pattern CUSTOMER_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  public DeleteCustomer {
    Require.that(name != null, "name", "is missing");
    Require.that(
        CUSTOMER_NAME.matcher(name).matches(),
        "name",
        "must be the name of a customer, found " + name);
    force = force != null && force;
  }
}
