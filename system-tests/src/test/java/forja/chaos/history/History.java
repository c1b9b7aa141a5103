package forja.chaos.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A whole drill.
 *
 * @param traces in the order in which they stand at their targets
 * @param leftovers what there is more of than there should be at the end, by its name
 * @param halts how many workers ended by themselves, rather than work without proof
 * @param permits how many may hold a lock at once, where that is more than one
 */
public record History(
    List<AcceptedJob> accepted,
    List<LedgerJob> ledger,
    List<Trace> traces,
    List<Life> lives,
    List<Heard> heard,
    List<StruckFault> faults,
    Map<String, Long> leftovers,
    Map<String, Integer> permits,
    Duration timeToLive,
    int halts) {}
