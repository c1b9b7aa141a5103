package forja.bench.farm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import forja.bench.load.ApiAddress;
import forja.bench.load.HttpLine;
import forja.routes.program.PrivateFile;
import forja.routes.wiring.Credential;
import forja.standalone.BrokerUserBook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The farm under measurement: broker, database, api and worker, each a process of its own. */
public final class BenchFarm {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ANY_PORT = "0";
  private static final String FIRST_WORKER = "first";

  private final CleanUp cleanUp;
  private final Path data;
  private final List<ProgramProcess> programs = new ArrayList<>();
  private final List<StartUp> startUps = new ArrayList<>();
  private final URI broker;
  private final String database;

  private BenchFarm(CleanUp cleanUp, Path data) throws IOException, InterruptedException {
    this.cleanUp = cleanUp;
    this.data = data;
    this.broker =
        URI.create(
            addressOf("tcp:", "broker", "--data", data.toString(), "--broker-port", ANY_PORT));
    this.database = startDatabase();
  }

  /** Broker and database alone; the programs that use them come later. */
  public static BenchFarm start(CleanUp cleanUp, Path data)
      throws IOException, InterruptedException {
    return new BenchFarm(cleanUp, data);
  }

  private String startDatabase() throws IOException, InterruptedException {
    cleanUp.later(postmaster());
    var program = launched("database", "--data", data.toString());
    var address = awaitAddress(program, "jdbc:");
    startUps.add(StartUp.of(program.name(), program, postmaster()));
    return address;
  }

  /** Starts the api and then the worker, which is ready when the api has heard of it. */
  public ApiAddress startApiAndWorker() throws IOException, InterruptedException {
    var address = startApi();
    var worker =
        launched(
            "worker",
            "--broker",
            broker.toString(),
            "--credential",
            fileOfWorker(FIRST_WORKER, List.of()),
            "--name",
            FIRST_WORKER);
    try (var line = HttpLine.to(address)) {
      while (line.get("/workers").json().path("items").isEmpty()) {
        worker.requireAlive();
        requireInTime(worker);
      }
    }
    startUps.add(StartUp.of(worker));
    return address;
  }

  /** Starts one more worker, which is ready when the api has heard of it. */
  public ProgramProcess joinWorker(ApiAddress api, String name, List<String> options)
      throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "worker",
                "--broker",
                broker.toString(),
                "--credential",
                fileOfWorker(name, options)));
    words.addAll(List.of("--name", name, "--effects", data.resolve("effects").toString()));
    words.addAll(options);
    var worker = cleanUp.later(ProgramProcess.named(name, data, words));
    try (var line = HttpLine.to(api)) {
      while (!line.get("/workers").json().findValuesAsText("id").contains(name)) {
        worker.requireAlive();
        requireInTime(worker);
      }
    }
    return worker;
  }

  private ApiAddress startApi() throws IOException, InterruptedException {
    return startApi("api", Map.of());
  }

  /** There may be several, with an environment of their own. */
  public ApiAddress startApi(String name, Map<String, String> environment)
      throws IOException, InterruptedException {
    var token = data.resolve("admin.token");
    var program = cleanUp.later(ProgramProcess.named(name, data, apiWords(token), environment));
    programs.add(program);
    var base = awaitAddress(program, "http:");
    startUps.add(StartUp.of(program));
    return new ApiAddress(URI.create(base), Files.readString(token).strip());
  }

  private List<String> apiWords(Path token) throws IOException {
    return List.of(
        "api",
        "--broker",
        broker.toString(),
        "--credential",
        file("api"),
        "--database",
        database,
        "--database-credential",
        file("database"),
        "--token-file",
        token.toString(),
        "--master-key",
        masterKey(),
        "--rate-limit",
        "0",
        "--port",
        ANY_PORT);
  }

  private static void requireInTime(ProgramProcess program) {
    if (program.age().compareTo(PATIENCE) > 0) {
      throw new IllegalStateException(program.name() + " is not up after " + PATIENCE);
    }
  }

  /** Starts a program that tells its address when it is up. */
  private String addressOf(String scheme, String... words)
      throws IOException, InterruptedException {
    var program = launched(words);
    var address = awaitAddress(program, scheme);
    startUps.add(StartUp.of(program));
    return address;
  }

  private static String awaitAddress(ProgramProcess program, String scheme)
      throws IOException, InterruptedException {
    return program.awaitLine(line -> line.startsWith(scheme), PATIENCE).strip();
  }

  private ProgramProcess launched(String... words) throws IOException {
    var program = cleanUp.later(ProgramProcess.start(data, words));
    programs.add(program);
    return program;
  }

  /** As an operator makes one by {@code ./forja broker-user}, for the pools among its options. */
  private String fileOfWorker(String name, List<String> options) {
    int pool = options.indexOf("--pool");
    var pools = pool < 0 ? List.of("default") : List.of(options.get(pool + 1).split(","));
    BrokerUserBook.in(data).addWorker(name, pools);
    return file(Credential.ofWorker(name));
  }

  /** One for all apis of the farm. */
  private String masterKey() throws IOException {
    var file = data.resolve("master.key");
    if (!Files.exists(file)) {
      var key = new byte[32];
      new SecureRandom().nextBytes(key);
      PrivateFile.writeOnce(
          file, (Base64.getEncoder().encodeToString(key) + "\n").getBytes(US_ASCII));
    }
    return file.toString();
  }

  private String file(String user) {
    return data.resolve("credentials").resolve(user + ".credential").toString();
  }

  public Credential credential(String user) throws IOException {
    return Credential.read(Path.of(file(user)));
  }

  public Postmaster postmaster() {
    return new Postmaster(data);
  }

  /** Where everything is kept. */
  public Path data() {
    return data;
  }

  public URI broker() {
    return broker;
  }

  public String database() {
    return database;
  }

  /** In the order in which they were started. */
  public List<ProgramProcess> programs() {
    return List.copyOf(programs);
  }

  public List<StartUp> startUps() {
    return List.copyOf(startUps);
  }

  /** What the programs occupy now. */
  public Map<String, Memory> memory() {
    var memory = new LinkedHashMap<String, Memory>();
    programs.forEach(program -> memory.put(program.name(), Memory.of(program.pid())));
    return memory;
  }
}
