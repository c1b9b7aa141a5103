package forja.api.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Refuses addresses and headers without end. Only {@code Authorization} may be longer, as far as it
 * is read at all: whoever sends a token of a megabyte is told that it is not known, like with any
 * other.
 */
final class HeaderLengths implements HttpConfiguration.Customizer {
  /** What is read before a request is given up unread. */
  static final int READ_AT_MOST = 1024 * 1024 + 64 * 1024;

  static final int LONGEST = 16 * 1024;

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    var address = request.getHttpURI();
    if (lengthOf(address.getPath()) + lengthOf(address.getQuery()) > LONGEST) {
      throw new HttpException.RuntimeException(414);
    }
    int length = 0;
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() != HttpHeader.AUTHORIZATION) {
        length += field.getName().length() + lengthOf(field.getValue());
      }
    }
    if (length > LONGEST) {
      throw new HttpException.RuntimeException(431);
    }
    return request;
  }

  private static int lengthOf(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
