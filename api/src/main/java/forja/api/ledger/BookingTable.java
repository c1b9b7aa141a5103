package forja.api.ledger;

import forja.common.job.RetryPolicy;
import forja.common.job.Unique;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Writes new jobs into the ledger and who asked for them into the audit, by one statement. */
final class BookingTable {
  private static final String BOOK =
      """
      with asked as (
        select id, living as customer, capability, kind, pool, priority, state, attempts_allowed, backoff_ms,
          backoff_factor, backoff_ceiling_ms, retried_on, time_limit_ms,
          from_micros(accepted) as accepted_at, from_micros(run) as due_at, spec, labels::jsonb, request_id{bounds as values}
        from unnest(:ids::uuid[], :customers::int[], :capabilities::text[], :kinds::text[], :pools::text[],
          :priorities::int2[], :states::int2[], :attempts::int2[], :backoffs::int8[],
          :factors::int2[], :ceilings::int8[], :retriedOn::int2[], :limits::int8[],
          :accepted::int8[], :runs::int8[], :specs::text[], :labels::text[], :requests::text[]{bounds as parameters})
        as asked (id, customer, capability, kind, pool, priority, state, attempts_allowed, backoff_ms,
          backoff_factor, backoff_ceiling_ms, retried_on, time_limit_ms, accepted, run, spec, labels, request_id{bounds as words})
        -- Who leaves books nothing: without a customer the row is refused.
        left join (select id as living from customer where farewell is null) as customers on living = customer),
      booked as (
        insert into job (id, customer, capability, kind, pool, priority, state, attempts_allowed, backoff_ms,
          backoff_factor, backoff_ceiling_ms, retried_on, time_limit_ms, accepted_at, due_at, wake_at, spec, labels,
          request_id{bounds as columns})
        select id, customer, capability, kind, pool, priority, state, attempts_allowed, backoff_ms, backoff_factor,
          backoff_ceiling_ms, retried_on, time_limit_ms,
          accepted_at, due_at, case state when state.SCHEDULED then due_at end, spec, labels, request_id{bounds as columns}
        from asked
        on conflict do nothing
        returning id, customer, capability, pool, priority, state, accepted_at, locks is not null as locked),
      told as (
        insert into job_event (job, number, customer, attempt, release, delivery, change, state, at)
        select id, 1, customer, 1, 0, 0, change.ACCEPTED, state, accepted_at from booked),
      noted as (
        insert into audit (id, customer, times, at, outcome, who, role, operation, address, request_id)
        select id, customer, times, from_micros(at), :booked::int2, who, role, operation, address, request_id
        from unnest(:acts::uuid[], :actors::int[], :times::int[], :ats::int8[], :whos::text[], :roles::text[],
          :operations::text[], :addresses::text[], :actRequests::text[])
        as act (id, customer, times, at, who, role, operation, address, request_id)
        on conflict do nothing)
      insert into ready (customer, capability, pool, priority, id, locked)
      select customer, capability, pool, priority, id, locked from booked where state = state.QUEUED
      """;

  private static final LedgerSql BOOK_BOUND =
      LedgerSql.of(
          BOOK.replace(
                  "{bounds as values}",
                  ", locks::text[], unique_key, unique_while, from_micros(latest) as deadline")
              .replace(
                  "{bounds as parameters}",
                  ", :locks::text[], :uniqueKeys::text[], :uniqueWhiles::int2[], :deadlines::int8[]")
              .replace("{bounds as words}", ", locks, unique_key, unique_while, latest")
              .replace("{bounds as columns}", ", locks, unique_key, unique_while, deadline"));

  /** Most jobs are bound by nothing: four columns of nulls would cost them a tenth of this. */
  private static final LedgerSql BOOK_FREE =
      LedgerSql.of(BOOK.replaceAll("\\{bounds as \\w+}", ""));

  private BookingTable() {}

  static void book(Connection connection, List<Booking> bookings) throws SQLException {
    boolean free = bookings.stream().allMatch(BookingTable::isFree);
    try (var call = (free ? BOOK_FREE : BOOK_BOUND).on(connection)) {
      call.withMany("ids", "uuid", column(bookings, booking -> booking.job().id().value()))
          .withMany("customers", "int4", column(bookings, booking -> booking.job().customer()))
          .withMany(
              "capabilities", "text", column(bookings, booking -> booking.kind().capability().id()))
          .withMany("kinds", "text", column(bookings, booking -> booking.kind().name()))
          .withMany("states", "int4", column(bookings, booking -> booking.state().code()))
          .withMany("specs", "text", column(bookings, Booking::spec))
          .withMany("labels", "text", column(bookings, Booking::labels))
          .withMany("requests", "text", column(bookings, Booking::requestId))
          .withMany("runs", "int8", column(bookings, Booking::runAt))
          .withMany(
              "accepted",
              "int8",
              column(bookings, booking -> WorkerText.micros(booking.job().acceptedAt())));
      withEnvelopes(call, bookings);
      BookedAct.give(call.with("booked", BookedAct.OUTCOME), bookings);
      if (!free) {
        withBounds(call, bookings);
      }
      call.count();
    }
  }

  private static boolean isFree(Booking booking) {
    var request = booking.job().request();
    return request.locks().isEmpty() && request.unique().isEmpty() && request.deadline().isEmpty();
  }

  private static void withEnvelopes(LedgerCall call, List<Booking> bookings) throws SQLException {
    var requests = bookings.stream().map(booking -> booking.job().request()).toList();
    call.withMany("pools", "text", column(requests, request -> request.pool()))
        .withMany("priorities", "int4", column(requests, request -> request.priority()))
        .withMany("limits", "int8", column(requests, request -> request.timeLimit().toMillis()));
    withRetries(call, requests.stream().map(request -> request.retry()).toList());
  }

  private static void withBounds(LedgerCall call, List<Booking> bookings) throws SQLException {
    var requests = bookings.stream().map(booking -> booking.job().request()).toList();
    call.withMany("locks", "text", column(bookings, Booking::locks))
        .withMany(
            "uniqueKeys",
            "text",
            column(requests, request -> request.unique().map(Unique::key).orElse(null)))
        .withMany(
            "uniqueWhiles",
            "int4",
            column(
                requests, request -> request.unique().map(key -> key.span().code()).orElse(null)))
        .withMany(
            "deadlines",
            "int8",
            column(requests, request -> request.deadline().map(WorkerText::micros).orElse(null)));
  }

  private static void withRetries(LedgerCall call, List<RetryPolicy> retries) throws SQLException {
    call.withMany("attempts", "int4", column(retries, retry -> retry.attempts()))
        .withMany("backoffs", "int8", column(retries, retry -> retry.backoff().toMillis()))
        .withMany("factors", "int4", column(retries, retry -> retry.factor()))
        .withMany("ceilings", "int8", column(retries, retry -> retry.ceiling().toMillis()))
        .withMany("retriedOn", "int4", column(retries, retry -> FailureBits.of(retry.on())));
  }

  private static <T> Object[] column(List<T> rows, Function<T, Object> value) {
    return rows.stream().map(value).toArray();
  }
}
