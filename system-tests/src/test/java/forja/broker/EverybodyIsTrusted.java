package forja.broker;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** For a test that only looks which certificate is shown. */
final class EverybodyIsTrusted implements X509TrustManager {
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    // Nobody is refused.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    // Nobody is refused.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
