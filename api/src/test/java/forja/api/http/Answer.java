package forja.api.http;

import java.net.http.HttpHeaders;

/** What a server answered; of a stream that would not end only the head. */
public record Answer(int statusCode, HttpHeaders headers, String body) {}
