-- Jobs that are unique for a while, jobs with a deadline, and the dead letters.

alter table job
  add column unique_key   text,
  -- The code of Unique.Span.
  add column unique_while smallint,
  add column deadline     timestamptz;
alter table job_history
  add column unique_key   text,
  add column unique_while smallint,
  add column deadline     timestamptz;

-- The star of a view stands for the columns of its day.
create or replace view every_job as select * from job union all select * from job_history;

-- A deadline never changes, so updates stay within their page.
create index job_by_deadline on job (deadline) where deadline is not null;

-- A request that was refused because of its unique key. It keeps its own key, so that no other request can take it;
-- sent again, it is decided anew.
alter table booking_key add column refused boolean not null default false;

-- The last job that was booked with a key. Whether it still holds the key is not written here: its state says so.
create table unique_job (
  customer     int not null,
  key          text not null,
  unique_while smallint not null,
  job          uuid not null,
  primary key (customer, key, unique_while)
) with (fillfactor = 70);

-- What could not be read or delivered. Customer 0: the farm's own.
create table dead_letter (
  id       uuid not null primary key,
  customer int not null,
  what     text not null,
  address  text not null,
  reason   text not null,
  -- The Idempotency-Key of its sender.
  key      text,
  -- What the broker calls the message: the same when it is delivered again.
  origin   text not null unique,
  at       timestamptz not null,
  -- Whether the body is all that came, and can be sent again.
  whole    boolean not null,
  body     bytea not null
);
create index dead_letter_of_customer on dead_letter (customer, id);
