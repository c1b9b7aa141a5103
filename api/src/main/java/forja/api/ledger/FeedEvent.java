package forja.api.ledger;

/** An event with its place in the feed. */
public record FeedEvent(FeedPosition position, int customer, String kind, JobEvent event) {}
