package forja.api.store;

import static forja.api.store.gadget.GadgetApi.json;
import static forja.api.store.gadget.GadgetApi.made;
import static forja.api.store.gadget.GadgetApi.texts;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.store.gadget.GadgetApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes with a store over HTTP. */
class ItemsResourceIT {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger(10);

  private static GadgetApi api;

  private final int mine = CUSTOMERS.incrementAndGet();

  @BeforeAll
  static void start() {
    api = new GadgetApi(ItemsResourceIT.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return api.send(api.request(method, path, body, headers), mine);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private String aGadget(String name) throws Exception {
    return made(send("POST", "/gadgets", "{\"name\":\"%s\",\"size\":7}".formatted(name)));
  }

  private static Optional<String> tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag");
  }

  @Test
  void costsLessThanEightyLinesToHave() throws IOException {
    long lines = 0;
    for (var file :
        List.of(
            "java/forja/api/store/gadget/GadgetRow.java",
            "java/forja/api/store/gadget/GadgetForm.java",
            "resources/gadget/gadget.yaml",
            "resources/gadget/V1__gadget.sql")) {
      try (Stream<String> all = Files.lines(Path.of("src/test", file))) {
        lines += all.count();
      }
    }
    assertThat(lines).isLessThan(80);
  }

  @Test
  void makesOneAndSaysWhereItIs() throws Exception {
    var answer =
        send(
            "POST",
            "/gadgets",
            "{\"name\":\"one\",\"size\":7,\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"description\":\"d\"}");

    var item = json(answer);
    assertThat(made(answer)).isEqualTo("/gadgets/" + item.path("id").asText());
    assertThat(tag(answer)).contains("\"1\"");
    assertThat(item.path("colour").asText()).isEqualTo("grey");
    assertThat(item.path("labels").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(item.path("createdBy").asText()).isEqualTo("user:anna");
    assertThat(get("/gadgets/ONE").body()).isEqualTo(answer.body());
    assertThat(get(made(answer)).body()).isEqualTo(answer.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/name /size",
        "{\"name\":\"x\",\"size\":1001}|/size",
        "{\"name\":\"x\",\"size\":1,\"weight\":2,\"version\":3}|/version /weight",
        "{\"name\":\"-x\",\"size\":1}|/name",
        "{\"name\":\"01919b5e-5f00-7000-8000-000000000000\",\"size\":1}|/name",
        "{\"name\":\"x\",\"size\":null}|/size",
        "{\"name\":\"x\",\"size\":1,\"labels\":{\"a\":1,\"-\":\"b\"}}|/labels/- /labels/a",
        "{\"name\":\"x\",\"size\":1,\"colour\":\"blue\"}|/colour",
        "[]|''",
      })
  void namesEverythingThatIsWrong(String body, String wrong) throws Exception {
    var answer = send("POST", "/gadgets", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(texts(json(answer).path("errors"), "pointer"))
        .containsExactlyInAnyOrder(wrong.split(" ", -1));
    assertThat(json(get("/gadgets")).path("items")).isEmpty();
  }

  @Test
  void refusesANameThatIsTaken() throws Exception {
    aGadget("one");

    var again = send("POST", "/gadgets", "{\"name\":\"One\",\"size\":7}");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).path("type").asText()).isEqualTo("/problems/name-taken");
  }

  @Test
  void replacesAll() throws Exception {
    var path = aGadget("one");
    send("PATCH", path, "{\"colour\":\"red\",\"description\":\"d\"}");

    var answer = send("PUT", path, "{\"name\":\"two\",\"size\":8}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(tag(answer)).contains("\"3\"");
    assertThat(json(answer).path("colour").asText()).isEqualTo("grey");
    assertThat(json(answer).path("description").asText()).isEmpty();
    assertThat(get("/gadgets/one").statusCode()).isEqualTo(404);
    assertThat(get("/gadgets/two").statusCode()).isEqualTo(200);
  }

  @Test
  void patchesOnlyWhatIsNamed() throws Exception {
    var path = aGadget("one");
    send("PATCH", path, "{\"colour\":\"red\",\"labels\":{\"a\":\"1\",\"b\":\"2\"}}");

    var answer = send("PATCH", path, "{\"colour\":null,\"labels\":{\"a\":null,\"c\":\"3\"}}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("colour").asText()).isEqualTo("grey");
    assertThat(json(answer).path("size").asInt()).isEqualTo(7);
    assertThat(json(answer).path("labels").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"size\":null}|/size",
        "{\"weight\":null}|/weight",
        "{\"id\":\"x\"}|/id",
        "{\"size\":\"big\"}|/size"
      })
  void namesWhatIsWrongWithAPatch(String patch, String wrong) throws Exception {
    var path = aGadget("one");

    var answer = send("PATCH", path, patch);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(texts(json(answer).path("errors"), "pointer")).containsExactly(wrong);
    assertThat(tag(get(path))).contains("\"1\"");
  }

  @Test
  void changesOnlyTheVersionThatIsMeant() throws Exception {
    var path = aGadget("one");
    send("PATCH", path, "{\"size\":8}", "If-Match", "\"1\"");

    assertThat(send("PATCH", path, "{\"size\":9}", "If-Match", "\"1\"").statusCode())
        .isEqualTo(412);
    assertThat(send("DELETE", path, "", "If-Match", "\"1\", W/\"2\"").statusCode()).isEqualTo(412);
    assertThat(send("PATCH", path, "{\"size\":9}", "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    assertThat(send("PATCH", path, "{\"size\":9}", "If-Match", "2").statusCode()).isEqualTo(400);
    assertThat(json(get(path)).path("size").asInt()).isEqualTo(8);
    assertThat(send("DELETE", path, "", "If-Match", "\"1\", \"2\"").statusCode()).isEqualTo(204);
  }

  @Test
  void tellsWhoHasItThatNothingIsNew() throws Exception {
    var path = aGadget("one");

    var known = get(path, "If-None-Match", "W/\"1\"");

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(tag(known)).contains("\"1\"");
    send("PATCH", path, "{\"size\":8}");
    assertThat(get(path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsNothingOfWhatBelongsToAnother() throws Exception {
    api.gadgets.store.create(mine + 1_000, "user:ben", row -> row.call("theirs"));

    var foreign = get("/gadgets/theirs");
    var absent = get("/gadgets/nobodys");

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body().replace("theirs", "nobodys")).isEqualTo(absent.body());
    assertThat(send("DELETE", "/gadgets/theirs", "").statusCode()).isEqualTo(404);
    assertThat(send("PATCH", "/gadgets/theirs", "{}").statusCode()).isEqualTo(404);
  }
}
