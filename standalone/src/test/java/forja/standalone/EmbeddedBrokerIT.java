package forja.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import forja.common.job.Capability;
import forja.routes.program.CannotStart;
import forja.routes.wiring.Channels;
import forja.routes.wiring.Credential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final String JOBS = Channels.jobs(Capability.FARM, "default");
  private static final long DEADLINE_MILLIS = 10_000;

  @TempDir Path data;

  @Test
  void keepsItsMessagesWhenItsProcessIsKilled() throws Exception {
    try (var program =
        ProgramProcess.start(BrokerMain.class, "--data", data.toString(), "--broker-port", "0")) {
      send(URI.create(program.firstLine()), saved("api"), JOBS, "sent before the kill");
      program.kill();
    }

    BrokerUserBook.in(data).addWorker("one", List.of("default"));
    try (var broker = start()) {
      assertThat(receive(broker.address(), saved("worker-one"), JOBS))
          .isEqualTo("sent before the kill");
    }
  }

  @Test
  void runsOnTheBestJournalThereIs() {
    try (var broker = start()) {
      var best =
          AIOSequentialFileFactory.isSupported(data.toFile())
              ? JournalType.ASYNCIO
              : JournalType.NIO;

      assertThat(broker.journalType()).isEqualTo(best);
    }
  }

  @Test
  void declaresTheDeadLetterQueue() {
    try (var broker = start()) {
      assertThat(broker.server().locateQueue(Channels.DEAD)).isNotNull();
    }
  }

  @Test
  void refusesAStranger() throws IOException {
    try (var broker = start()) {
      var stranger = new Credential("api", "guessed");

      assertThatThrownBy(() -> send(broker.address(), stranger, JOBS, "x"))
          .hasMessageContaining("AMQ229031");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileOf("api"))))
        .isEqualTo("rw-------");
  }

  @Test
  void letsNobodyDoWhatItsRoleDoesNotSay() {
    BrokerUserBook.in(data).addWorker("one", List.of("default"));
    try (var broker = start()) {
      assertThatThrownBy(() -> send(broker.address(), saved("worker-one"), JOBS, "x"))
          .hasMessageContaining("AMQ229032");
      assertThatThrownBy(() -> receive(broker.address(), saved("customer-main"), JOBS))
          .hasMessageContaining("AMQ229213");
    }
  }

  @Test
  void saysWhichPortIsTaken() throws IOException {
    try (var taken = Loopback.listen(0)) {
      var port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(config(port), List.of("main")))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("port " + port + " is taken");
    }
  }

  private EmbeddedBroker start() {
    return EmbeddedBroker.start(config("0"), List.of("main"));
  }

  private StandaloneConfig config(String brokerPort) {
    return StandaloneConfig.read("--data", data.toString(), "--broker-port", brokerPort);
  }

  private Path fileOf(String user) {
    return data.resolve("credentials").resolve(user + ".credential");
  }

  private Credential saved(String user) throws IOException {
    return Credential.read(fileOf(user));
  }

  private static void send(URI broker, Credential credential, String queue, String text)
      throws Exception {
    try (var locator = ActiveMQClient.createServerLocator(broker.toString());
        var connections = locator.createSessionFactory();
        var session = session(connections, credential);
        var producer = session.createProducer(queue)) {
      var message = session.createMessage(true);
      message.getBodyBuffer().writeString(text);
      producer.send(message);
    }
  }

  private static String receive(URI broker, Credential credential, String queue) throws Exception {
    try (var locator = ActiveMQClient.createServerLocator(broker.toString());
        var connections = locator.createSessionFactory();
        var session = session(connections, credential);
        var consumer = session.createConsumer(queue)) {
      session.start();
      return consumer.receive(DEADLINE_MILLIS).getBodyBuffer().readString();
    }
  }

  private static ClientSession session(ClientSessionFactory connections, Credential credential)
      throws ActiveMQException {
    return connections.createSession(
        credential.user(), credential.password(), false, true, true, false, 0);
  }
}
