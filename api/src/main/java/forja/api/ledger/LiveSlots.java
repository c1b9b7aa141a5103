package forja.api.ledger;

import java.util.Map;

/**
 * How many jobs the living workers can run at once, by lane; a lane that nobody serves is not in
 * it.
 */
public interface LiveSlots {
  Map<Lane, Integer> slots();
}
