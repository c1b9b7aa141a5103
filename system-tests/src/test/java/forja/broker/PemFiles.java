package forja.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for this machine and its key, made by the keytool of the JDK. */
record PemFiles(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  static PemFiles make(Path folder, String name) throws Exception {
    return make(folder, name, "ip:127.0.0.1,dns:localhost");
  }

  /** For a machine of these names. */
  static PemFiles make(Path folder, String name, String names) throws Exception {
    var store = folder.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var words =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "it",
            "-dname",
            "CN=" + name,
            "-keyalg",
            "EC",
            "-ext",
            "san=" + names,
            "-validity",
            "30",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    var made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var files = new PemFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    write(files.certificate, "CERTIFICATE", made.getCertificate("it").getEncoded());
    write(files.key, "PRIVATE KEY", made.getKey("it", PASSWORD.toCharArray()).getEncoded());
    return files;
  }

  private static void write(Path file, String type, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  /** As an operator replaces a certificate that has become old. */
  void replaceBy(PemFiles other) throws IOException {
    Files.write(certificate, Files.readAllBytes(other.certificate));
    Files.write(key, Files.readAllBytes(other.key));
  }
}
