package forja.api.store;

import static forja.api.store.gadget.GadgetApi.json;
import static forja.api.store.gadget.GadgetApi.texts;
import static org.assertj.core.api.Assertions.assertThat;

import forja.api.store.gadget.GadgetApi;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and queries of a store over HTTP. */
class ItemQueriesIT {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger(10);

  private static GadgetApi api;

  private final int mine = CUSTOMERS.incrementAndGet();

  @BeforeAll
  static void start() {
    api = new GadgetApi(ItemQueriesIT.class);
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
    return GadgetApi.made(send("POST", "/gadgets", "{\"name\":\"%s\",\"size\":7}".formatted(name)));
  }

  @Test
  void pagesByTheLinkThatItGives() throws Exception {
    for (var name : List.of("c", "a", "b")) {
      aGadget(name);
    }

    var first = get("/gadgets?limit=2&sort=-name&colour=grey&colour=red");
    var link = first.headers().firstValue("Link").orElseThrow();
    var second = get(link.substring(1, link.indexOf('>')));

    assertThat(texts(json(first).path("items"), "name")).containsExactly("c", "b");
    assertThat(texts(json(second).path("items"), "name")).containsExactly("a");
    assertThat(json(second).path("next").isNull()).isTrue();
    assertThat(second.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void findsWhatIsAskedForByABody() throws Exception {
    for (var name : List.of("web-1", "web-2", "db")) {
      aGadget(name);
    }
    send("PATCH", "/gadgets/web-2", "{\"labels\":{\"team\":\"a\"},\"colour\":\"red\"}");

    assertThat(found("{}")).containsExactly("db", "web-1", "web-2");
    assertThat(found("{\"labels\":{\"team\":\"a\"}}")).containsExactly("web-2");
    assertThat(found("{\"where\":[{\"field\":\"name\",\"is\":\"begins\",\"value\":\"web\"}]}"))
        .containsExactly("web-1", "web-2");
    assertThat(found("{\"where\":[{\"field\":\"name\",\"is\":\"contains\",\"value\":\"b-\"}]}"))
        .containsExactly("web-1", "web-2");
    assertThat(found("{\"where\":[{\"field\":\"name\",\"value\":[\"db\",\"web-1\"]}]}"))
        .containsExactly("db", "web-1");
    assertThat(found("{\"where\":[{\"field\":\"colour\",\"is\":\"differs\",\"value\":\"red\"}]}"))
        .containsExactly("db", "web-1");
    assertThat(
            found(
                "{\"where\":[{\"field\":\"createdAt\",\"is\":\"before\","
                    + "\"value\":\"2020-01-31T12:00:00Z\"}]}"))
        .isEmpty();
  }

  private List<String> found(String query) throws Exception {
    var answer = send("POST", "/gadgets/query", query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return texts(json(answer).path("items"), "name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"where\":[{\"field\":\"name\",\"value\":\"a\"},{\"field\":\"x\",\"value\":\"a\"}]}|/where/1/field",
        "{\"where\":[{\"field\":\"name\",\"is\":\"before\",\"value\":\"a\"}]}|/where/0/is",
        "{\"where\":[{\"field\":\"name\",\"value\":true}]}|/where/0/value",
        "{\"where\":[{\"field\":\"createdAt\",\"is\":\"after\",\"value\":\"now\"}]}|/where/0/value",
        "{\"sort\":\"id; drop table gadget\"}|/sort",
        "{\"cursor\":\"x\"}|/cursor",
        "{\"limit\":0}|/limit"
      })
  void namesWhatCannotBeAskedFor(String query, String wrong) throws Exception {
    var answer = send("POST", "/gadgets/query", query);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(texts(json(answer).path("errors"), "pointer")).containsExactly(wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "size=7",
    "sort=size",
    "cursor=WyJuYW1lIiwiXHUwMDAwIiwiMDE5MTliNWUtNWYwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0",
    "limit=201",
    "label=x"
  })
  void refusesParametersThatItDoesNotKnow(String query) throws Exception {
    var answer = get("/gadgets?" + query);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }
}
