package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.routes.program.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarmIT {
  @TempDir Path data;

  @Test
  void isReadyWhenItHasWrittenDownWhereItIs() throws Exception {
    try (var farm = Farm.start(config("0"), Clock.systemUTC())) {
      var address = URI.create(Files.readString(data.resolve("api.address")).strip());

      assertThat(statusOf(address.resolve("/health/ready"))).isEqualTo(200);
      assertThat(farm).isNotNull();
    }
  }

  @Test
  void comesBackAfterAStop() {
    Farm.start(config("0"), Clock.systemUTC()).close();

    Farm.start(config("0"), Clock.systemUTC()).close();
  }

  @Test
  void keepsTheAdministratorsTokenToItsOwner() throws IOException {
    Farm.start(config("0"), Clock.systemUTC()).close();

    var mode = Files.getPosixFilePermissions(data.resolve("admin.token"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void leavesNothingRunningWhenItsPortIsTaken() throws IOException {
    try (var taken = Loopback.listen(0)) {
      var port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> Farm.start(config(port), Clock.systemUTC()))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining(port);
    }
    Farm.start(config("0"), Clock.systemUTC()).close();
  }

  private StandaloneConfig config(String port) {
    return StandaloneConfig.read("--data", data.toString(), "--port", port, "--broker-port", "0");
  }

  private static int statusOf(URI address) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(address).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
