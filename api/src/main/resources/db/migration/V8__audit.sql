-- Who did what: one row for each act, written before it is carried out.

create table audit (
  -- A UUIDv7. Where jobs were booked: the id of the first of them.
  id         uuid not null,
  -- 0: nobody's, or of somebody who did not say who he is.
  customer   int not null,
  -- How many alike refusals, or jobs of one request, the row stands for.
  times      int not null default 1,
  at         timestamptz not null,
  -- The HTTP status; null while the act goes on, and for ever when it was never answered.
  outcome    smallint,
  who        text not null,
  role       text not null,
  operation  text not null,
  -- Null where jobs were booked: then it is the job that has the id of the row. Empty where there is none, or it is
  -- named only by the outcome, as with what is created.
  object     text,
  address    text not null,
  request_id text not null,
  primary key (customer, id)
) with (fillfactor = 90);
create index audit_by_who on audit (customer, who, id);
create index audit_by_operation on audit (customer, operation, id);

create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.outcome is null and new.outcome is not null then
      old.outcome := new.outcome;
      if old.object = '' then
        old.object := new.object;
      end if;
      if old is not distinct from new then
        return new;
      end if;
    end if;
  end if;
  raise exception 'the audit is append-only: % refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;

create trigger audit_stays before update or delete on audit
  for each row execute function refuse_change_of_audit();
create trigger audit_is_not_emptied before truncate on audit
  for each statement execute function refuse_change_of_audit();
-- Also while somebody restores or replicates: only who drops the triggers gets past them.
alter table audit enable always trigger audit_stays;
alter table audit enable always trigger audit_is_not_emptied;

-- The audit outlives those it tells of.
create table audit_customer (
  id   int not null primary key,
  name text not null
);
create function remember_customer() returns trigger language plpgsql as $$
begin
  insert into audit_customer (id, name) values (old.id, old.name) on conflict (id) do nothing;
  return old;
end $$;
create trigger customer_is_remembered before delete on customer
  for each row execute function remember_customer();

-- By which request a job was asked for; empty for what has none.
alter table job         add column request_id text;
alter table job_history add column request_id text;
create or replace view every_job as select * from job union all select * from job_history;
