package forja.api.ledger;

/** A customer that is being removed, and whether its jobs are cancelled for that. */
public record Leaving(Customer customer, boolean isForced) {}
