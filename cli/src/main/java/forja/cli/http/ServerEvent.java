package forja.cli.http;

/** An event of a stream; an empty id means that it had none. */
public record ServerEvent(String id, String name, String data) {}
