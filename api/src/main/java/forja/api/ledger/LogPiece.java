package forja.api.ledger;

import forja.common.job.Token;
import java.time.Instant;

/** A chunk of a log as the ledger keeps it. */
public record LogPiece(Token token, int sequence, Instant at, String text) {}
