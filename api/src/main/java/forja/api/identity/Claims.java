package forja.api.identity;

import java.util.UUID;

/** What a token says about its bearer: which session, and for those who read it whose. */
record Claims(UUID session, String customer, String user, String role) {}
