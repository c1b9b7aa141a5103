package forja.api.ledger;

/**
 * Who asked for something, as what, for which operation, from where and by which request: what the
 * audit tells of an act beside its object. Empty where there is nothing to tell.
 */
public record Origin(String who, String role, String operation, String address, String requestId) {
  /** What the farm does on its own account. */
  public static final Origin FARM = new Origin("farm", "", "", "", "");

  /** What a benchmark asks for that is to see what the audit costs: it stands in none. */
  public static final Origin UNSEEN = new Origin("", "", "", "", "");

  private static final int LONGEST = 200;

  public Origin {
    who = bounded(who);
    role = bounded(role);
    operation = bounded(operation);
    address = bounded(address);
    requestId = bounded(requestId);
  }

  /** What PostgreSQL can hold, and no more than is wanted of a name. */
  public static String bounded(String text) {
    var clean = WorkerText.clean(text);
    return clean.length() <= LONGEST ? clean : WorkerText.clean(clean.substring(0, LONGEST));
  }
}
