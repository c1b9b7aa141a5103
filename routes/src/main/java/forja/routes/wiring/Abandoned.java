package forja.routes.wiring;

/**
 * The body a job route ends with when this worker may not speak for the job any more: nothing is
 * acknowledged, nothing reported, and the broker delivers again.
 */
public record Abandoned() {}
