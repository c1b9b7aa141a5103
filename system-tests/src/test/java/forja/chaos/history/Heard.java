package forja.chaos.history;

/** One event as a subscriber heard it, in the order of hearing. */
public record Heard(String job, int number, String change) {}
