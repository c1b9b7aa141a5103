-- How pauses between attempts grow, how long they may become, and after which failures there is another attempt: a bit
-- for each Failure.Kind.code(). The defaults are what jobs had before.

alter table job
  add column backoff_factor     smallint not null default 2,
  add column backoff_ceiling_ms bigint not null default 3600000,
  add column retried_on         smallint not null default 4;
alter table job_history
  add column backoff_factor     smallint not null default 2,
  add column backoff_ceiling_ms bigint not null default 3600000,
  add column retried_on         smallint not null default 4;

-- The star of a view stands for the columns of its day.
create or replace view every_job as select * from job union all select * from job_history;
