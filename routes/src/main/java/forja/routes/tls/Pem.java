package forja.routes.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import forja.routes.program.CannotStart;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what stands between the lines {@code -----BEGIN ...-----} of a file. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private Pem() {}

  /** One thing in a file. */
  private record Block(String type, byte[] bytes) {}

  static List<X509Certificate> certificates(Path file, byte[] content) {
    var certificates =
        blocks(file, content).stream()
            .filter(block -> block.type.equals("CERTIFICATE"))
            .map(block -> certificate(file, block))
            .toList();
    if (certificates.isEmpty()) {
      throw new CannotStart(file + " holds no certificate in PEM (BEGIN CERTIFICATE)");
    }
    return certificates;
  }

  static PrivateKey key(Path file, byte[] content) {
    var keys =
        blocks(file, content).stream().filter(block -> block.type.endsWith("PRIVATE KEY")).toList();
    if (keys.size() != 1) {
      throw new CannotStart(
          file + " must hold one private key in PEM (BEGIN PRIVATE KEY), found " + keys.size());
    }
    var key = keys.getFirst();
    if (!key.type.equals("PRIVATE KEY")) {
      throw new CannotStart(
          file
              + " holds a key of the form "
              + key.type
              + "; write it as PKCS #8 without a password: openssl pkcs8 -topk8 -nocrypt -in "
              + file.getFileName());
    }
    return key(file, new PKCS8EncodedKeySpec(key.bytes));
  }

  private static PrivateKey key(Path file, PKCS8EncodedKeySpec encoded) {
    for (var algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException _) {
        // It is a key of another algorithm, or none: the last one says so.
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK knows " + algorithm, impossible);
      }
    }
    throw new CannotStart(
        "the key in " + file + " is none of " + String.join(", ", ALGORITHMS) + ", or damaged");
  }

  private static X509Certificate certificate(Path file, Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.bytes));
    } catch (CertificateException damaged) {
      throw new CannotStart("a certificate in " + file + " is damaged", damaged);
    }
  }

  private static List<Block> blocks(Path file, byte[] content) {
    try {
      return BLOCK
          .matcher(new String(content, ISO_8859_1))
          .results()
          .map(found ->
              new Block(found.group(1), Base64.getMimeDecoder().decode(found.group(2).strip())))
          .toList();
    } catch (IllegalArgumentException _) {
      // What is in the file is nobody's business, so its text is not told.
      throw new CannotStart(file + " is damaged: what it holds is not Base64");
    }
  }
}
