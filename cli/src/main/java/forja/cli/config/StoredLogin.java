package forja.cli.config;

import java.net.URI;

/** Where we logged in, and as whom. */
public record StoredLogin(URI url, String token) {}
