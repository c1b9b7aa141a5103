package forja.harness;

import forja.routes.wiring.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Broker, database, api and worker as processes of their own, as in production. */
public final class SplitFarm implements TestFarm {
  private final FarmFolder folder = FarmFolder.create();
  private final Programs programs = new Programs(folder);
  private final Map<String, URI> apis = Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<String> firstApis;
  private final Terms terms;
  private URI broker;
  private String database;
  private ProgramProcess brokerProgram;
  private ProgramProcess databaseProgram;

  private SplitFarm(List<String> firstApis, Terms terms) {
    this.firstApis = firstApis;
    this.terms = terms;
  }

  /** With so many api processes and no worker. */
  public static SplitFarm withApis(String... names) {
    return on(new Terms(List.of(), Map.of()), names);
  }

  /** As {@link #withApis}, on terms of its own. */
  public static SplitFarm on(Terms terms, String... apis) {
    return new SplitFarm(List.of(apis), terms);
  }

  /** What every api is told beside where things are, and the environment of all programs. */
  public record Terms(List<String> apiOptions, Map<String, String> environment) {}

  @Override
  public void open() {
    launchBroker("0");
    launchDatabase();
    broker = URI.create(brokerProgram.awaitLine("tcp:"));
    database = databaseProgram.awaitLine("jdbc:");
    var starting = new LinkedHashMap<String, ProgramProcess>();
    firstApis.forEach(name -> starting.put(name, launchApi(name)));
    starting.forEach(this::awaitApi);
  }

  private void launchBroker(String port) {
    var words = List.of("broker", "--data", folder.path().toString(), "--broker-port", port);
    brokerProgram = programs.start("broker", words, terms.environment());
  }

  private void launchDatabase() {
    databaseProgram =
        programs.start(
            "database",
            List.of("database", "--data", folder.path().toString()),
            terms.environment());
  }

  public ProgramProcess startApi(String name) {
    var program = launchApi(name);
    awaitApi(name, program);
    return program;
  }

  /** Returns before it is up; see {@link #awaitApi}. */
  public ProgramProcess launchApi(String name) {
    var words =
        List.of(
            "api",
            "--broker",
            broker.toString(),
            "--credential",
            folder.credential("api").toString(),
            "--database",
            database,
            "--database-credential",
            folder.credential("database").toString(),
            "--token-file",
            folder.path().resolve("admin.token").toString(),
            "--master-key",
            folder.masterKey().toString(),
            "--rate-limit",
            "0",
            "--port",
            "0");
    return programs.start(
        "api-" + name,
        Stream.concat(words.stream(), terms.apiOptions().stream()).toList(),
        terms.environment());
  }

  public void awaitApi(String name, ProgramProcess program) {
    apis.put(name, URI.create(program.awaitLine("http:")));
  }

  /** By the one command that the documentation gives, and with nothing but what it names. */
  public ProgramProcess startWorker(String name, String... options) {
    return startWorker(name, broker, Map.of(), options);
  }

  /** As {@link #startWorker}, by a way to the broker and with an environment of its own. */
  public ProgramProcess startWorker(
      String name, URI wayToBroker, Map<String, String> environment, String... options) {
    var words =
        new ArrayList<>(
            List.of(
                "worker",
                "--broker",
                wayToBroker.toString(),
                "--credential",
                folder.credentialOfWorker(name, options).toString(),
                "--name",
                name));
    words.addAll(List.of(options));
    var all = new HashMap<>(terms.environment());
    all.putAll(environment);
    return programs.start("worker-" + name, words, all);
  }

  /** Starts it, and waits until an api has heard of it. */
  public ProgramProcess joinWorker(String name, String... options) {
    var worker = startWorker(name, options);
    awaitWorker(name);
    return worker;
  }

  public void awaitWorker(String name) {
    var client = client(apis.keySet().iterator().next());
    Deadline.until("worker " + name, () -> client.workers().contains(name));
  }

  public void killBroker() {
    brokerProgram.kill();
  }

  /** At the address it had, which is what everybody knows of it. */
  public void restartBroker() {
    launchBroker(Integer.toString(broker.getPort()));
    brokerProgram.awaitLine("tcp:");
  }

  /** Program and postmaster: else PostgreSQL would go on without it. */
  public void killDatabase() {
    databaseProgram.kill();
    folder.killPostmaster();
  }

  public void restartDatabase() {
    launchDatabase();
    databaseProgram.awaitLine(database);
  }

  public FarmClient client(String api) {
    return new FarmClient(apis.get(api), folder.token());
  }

  public URI broker() {
    return broker;
  }

  public FarmFolder folder() {
    return folder;
  }

  /** Customers beside the one that exists; to be closed before the farm is. */
  public Crowd crowd() {
    try {
      return Crowd.at(database, Credential.read(folder.credential("database")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String lastWords() {
    return programs.lastWords();
  }

  @Override
  public void close() {
    programs.close();
  }
}
