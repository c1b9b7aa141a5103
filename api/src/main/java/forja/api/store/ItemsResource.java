package forja.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import forja.api.http.Answers;
import forja.api.http.Body;
import forja.api.http.Caller;
import forja.api.http.Gate;
import forja.api.http.Problem;
import forja.api.http.ProblemType;
import forja.api.http.Query;
import forja.api.http.Resource;
import forja.api.http.Routes;
import forja.api.http.contract.OpenApi;
import forja.api.request.FieldProblem;
import forja.api.request.FieldProblem.Code;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** All that one can do with the items of a store over HTTP; an item is named by id or name. */
public final class ItemsResource<R extends ItemRow> implements Resource {
  private static final String ITEM = "item";
  private static final List<String> PATCHES = List.of("application/merge-patch+json", Routes.JSON);

  private final Store<R> store;
  private final ItemForm<R> form;
  private final ItemSchema schema;
  private final ItemQueries queries;

  public ItemsResource(Store<R> store, ItemForm<R> form, OpenApi api) {
    this.store = store;
    this.form = form;
    this.schema = ItemSchema.of(form, api);
    this.queries = new ItemQueries(form, api);
  }

  @Override
  public void addTo(Routes routes) {
    var one = form.path() + "/{" + ITEM + "}";
    routes
        .get(form.path(), Routes.JSON, this::list)
        .post(form.path(), Routes.JSON, this::create)
        .post(form.path() + "/query", Routes.JSON, this::query)
        .get(one, Routes.JSON, this::show)
        .put(one, Routes.JSON, this::replace)
        .patch(one, Routes.JSON, this::patch);
    if (!form.isRemovedElsewhere()) {
      routes.delete(one, Routes.JSON, this::remove);
    }
  }

  private void list(Context http) {
    var query = new Query(http, queries.names());
    var page = seen(http, "").page(owner(http), queries.of(query));
    page.next()
        .ifPresent(cursor ->
            http.header("Link", "<" + queries.address(query, cursor) + ">; rel=\"next\""));
    Answers.json(http, 200, ItemView.of(page));
  }

  private void query(Context http) {
    var body = body(http, List.of(Routes.JSON));
    Answers.json(
        http, 200, ItemView.of(seen(http, "").page(owner(http), Body.require(queries.of(body)))));
  }

  private void create(Context http) {
    var caller = Gate.caller(http);
    var document =
        form.prepare(Body.require(schema.made(body(http, List.of(Routes.JSON)))), caller);
    var made =
        named(() ->
            store.create(form.owner(caller), caller.who(), row -> fill(row, document, caller)));
    form.created(made, caller);
    Gate.about(http, caller.customer(), made.name());
    http.header("Location", form.path() + "/" + made.id());
    answer(http, 201, made);
  }

  private void show(Context http) {
    new Query(http, Set.of()).check();
    var precondition = precondition(http);
    var reference = http.pathParam(ITEM);
    var found = seen(http, reference).find(owner(http), reference).orElseThrow(this::unknown);
    http.header("Cache-Control", "private, no-cache");
    if (precondition.isKnown(found.version())) {
      http.status(304).header("ETag", Precondition.tag(found.version()));
    } else {
      answer(http, 200, found);
    }
  }

  private void replace(Context http) {
    var document =
        form.prepare(
            Body.require(schema.replaced(body(http, List.of(Routes.JSON)))), Gate.caller(http));
    change(http, _ -> document);
  }

  private void patch(Context http) {
    var patch = form.prepare(Body.require(schema.patch(body(http, PATCHES))), Gate.caller(http));
    change(http, row -> Body.require(schema.patched(schema.writable(ItemView.of(row)), patch)));
  }

  private void change(Context http, Function<R, ObjectNode> document) {
    var precondition = precondition(http);
    var caller = Gate.caller(http);
    var reference = http.pathParam(ITEM);
    var changed =
        named(() ->
                seen(http, reference)
                    .change(
                        form.owner(caller),
                        reference,
                        caller.who(),
                        row -> {
                          precondition.require(row.version());
                          fill(row, keepingName(row, document.apply(row)), caller);
                        }))
            .orElseThrow(this::unknown);
    form.changed(changed, caller);
    answer(http, 200, changed);
  }

  private void remove(Context http) {
    new Query(http, Set.of()).check();
    Body.requireNone(http);
    var precondition = precondition(http);
    var caller = Gate.caller(http);
    var reference = http.pathParam(ITEM);
    var removed =
        seen(http, reference)
            .remove(
                form.owner(caller),
                reference,
                row -> {
                  precondition.require(row.version());
                  form.beforeRemoval(row, caller);
                })
            .orElseThrow(this::unknown);
    form.removed(removed, caller);
    http.status(204);
  }

  private ObjectNode keepingName(R row, ObjectNode document) {
    if (form.isNameFixed() && !row.name().equals(document.path("name").asText())) {
      throw Body.wrong(List.of(FieldProblem.at("name", "cannot be changed", Code.NOT_ALLOWED)));
    }
    return document;
  }

  private void fill(R row, ObjectNode document, Caller caller) {
    row.takeCommon(document);
    var problems = new ArrayList<>(form.fill(row, document, caller));
    if (!problems.isEmpty()) {
      throw Body.wrong(problems);
    }
  }

  private static <T> T named(Supplier<T> change) {
    try {
      return change.get();
    } catch (NameTaken _) {
      throw new Problem(ProblemType.NAME_TAKEN, "something of yours has this name already");
    }
  }

  private static void answer(Context http, int status, ItemRow row) {
    http.header("ETag", Precondition.tag(row.version()));
    Answers.json(http, status, ItemView.of(row));
  }

  private static byte[] body(Context http, List<String> types) {
    new Query(http, Set.of()).check();
    Body.type(http, types);
    return Body.bytes(http, Body.SMALL);
  }

  private static Precondition precondition(Context http) {
    return Precondition.of(
        Optional.ofNullable(http.header("If-Match")),
        Optional.ofNullable(http.header("If-None-Match")));
  }

  private Store<R> seen(Context http, String reference) {
    return form.seen(store, Gate.caller(http), reference);
  }

  private int owner(Context http) {
    return form.owner(Gate.caller(http));
  }

  private Problem unknown() {
    return new Problem(
        ProblemType.UNKNOWN_ITEM,
        "there is no " + form.schema().toLowerCase(Locale.ROOT) + " of yours with this id or name");
  }
}
