-- Locks, limits and pauses. What a job needs before it may go is called a gate: "lock:<name>" for each of its locks,
-- "kind:<kind>" when its kind is limited or paused. A gate has permits; a job that goes holds one of each of its gates.

alter table job add column locks text[];
alter table job_history add column locks text[];
-- The star of a view stands for the columns of its day.
create or replace view every_job as select * from job union all select * from job_history;

-- One row for each queued job that may go; a job that waits for a gate stands in lock_wait instead.
alter table ready
  add column locked boolean not null default false,
  -- It waited for a gate, and its turn has come: it does not stand in line again.
  add column woken boolean not null default false;

-- How many permits: subject "jobs" (in flight, of that customer in all), "kind:<kind>", "lock:<name>".
create table permit_limit (
  customer int not null,
  subject  text not null,
  permits  int not null check (permits >= 0),
  primary key (customer, subject)
);
-- Each release asks whether anybody's jobs or kinds are limited: not by way of all locks that are.
create index permit_limit_of_subject on permit_limit (subject);

-- What shall not go for now, though the queue accepts it: what is kind, capability, pool or customer.
create table paused (
  what  text not null,
  name  text not null,
  since timestamptz not null,
  primary key (what, name)
);

-- A permit that is held, or in doubt: its last holder may still have something running. Or both, when somebody took
-- over a permit in doubt and has not shown yet that nothing runs. All other permits have no row.
create table lock_permit (
  customer     int not null,
  gate         text not null,
  slot         int not null,
  job          uuid not null,
  held         boolean not null,
  since        timestamptz not null,
  -- Since when it is in doubt, which job left it so, and what that said.
  doubt_since  timestamptz,
  doubt_job    uuid,
  doubt_reason text,
  primary key (customer, gate, slot)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
-- Also tells at once that none is held, however many are in doubt.
create index lock_permit_of_job on lock_permit (job) where held;
create index lock_permit_in_doubt on lock_permit (customer, gate) where doubt_since is not null;

-- Queued jobs that wait for a gate, in the order in which they go.
create table lock_wait (
  customer   int not null,
  gate       text not null,
  capability text not null,
  pool       text not null,
  priority   smallint not null,
  id         uuid not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
create unique index lock_wait_order on lock_wait (customer, gate, capability, pool, priority desc, id);
-- A job waits in one place only.
create unique index lock_wait_of_job on lock_wait (id);

-- Gates at which somebody may go now. Rows are only ever added by those who free, and removed by the one who wakes.
create table lock_freed (
  customer int not null,
  gate     text not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- The gates that a job has to pass.
create function gates_of(of_customer int, kind text, locks text[]) returns table (gate text)
  language sql stable as $$
  select 'lock:' || name from unnest(locks) as name
  union all
  select 'kind:' || kind
  where exists (select from permit_limit where customer = of_customer and subject = 'kind:' || kind)
    or exists (select from paused where what = 'kind' and name = kind)
$$;

-- How many permits a gate has, how many are held, how many have a row (held or in doubt), and whether somebody waits.
create function gate_room(of_customer int, of_gate text)
  returns table (permits int, held int, taken int, has_line boolean)
  language sql stable as $$
  select
    case when starts_with(of_gate, 'kind:') and exists (select from paused where what = 'kind' and name = substr(of_gate, 6))
      then 0
      else coalesce((select permit_limit.permits from permit_limit where customer = of_customer and subject = of_gate),
        case when starts_with(of_gate, 'lock:') then 1 else 1000000 end) end,
    count(*) filter (where lock_permit.held)::int,
    count(*)::int,
    exists (select from lock_wait where lock_wait.customer = of_customer and lock_wait.gate = of_gate)
  from lock_permit where lock_permit.customer = of_customer and lock_permit.gate = of_gate
$$;

-- Goes through jobs one after the other: a job passes all of its gates or none. Given are pairs of job and gate (jobs
-- ascending, in the order in which they go; gates as places in free and has_line), and how many jobs have room.
-- Answers for every job which gate it misses: 0 when none. (A function in a language with loops, because what one job
-- takes the next one cannot have.)
create function try_gates(jobs int[], gates int[], woken boolean[], free int[], has_line boolean[], room bigint)
  returns table (job int, misses int) language plpgsql immutable as $$
declare
  pairs int := coalesce(array_length(jobs, 1), 0);
  first int := 1;
  last  int;
begin
  while first <= pairs loop
    last := first;
    while last < pairs and jobs[last + 1] = jobs[first] loop
      last := last + 1;
    end loop;
    job := jobs[first];
    misses := 0;
    for pair in first..last loop
      -- Who comes anew stands in line behind those who wait already.
      if free[gates[pair]] <= 0 or has_line[gates[pair]] and not woken[pair] then
        misses := gates[pair];
        exit;
      end if;
    end loop;
    if misses = 0 and job <= room then
      for pair in first..last loop
        free[gates[pair]] := free[gates[pair]] - 1;
      end loop;
    end if;
    return next;
    first := last + 1;
  end loop;
end
$$;

-- Lets queued jobs through their gates, in the order of their places, as far as there is room. Who passes holds a permit
-- of each gate when this returns, and is told which of its locks are in doubt; who misses a gate stands in its line.
-- (A function of its own, so that a release without locks and limits need not even prepare for them. To be called
-- only by the one who has the dispatcher's turn.)
create function pass_gates(places int[], ids uuid[], woken boolean[], room bigint, at timestamptz)
  returns table (job uuid, misses text, in_doubt text[]) language plpgsql as $$
#variable_conflict use_column
begin
  return query
  with
  gated as materialized (
    select asked.place, asked.id, asked.woken, job.customer, job.capability, job.pool, job.priority, needed.gate
    from unnest(places, ids, woken) as asked (place, id, woken)
    -- Guards against a permit for a job that is no longer queued (2).
    join job on job.id = asked.id and job.state = 2
    cross join lateral gates_of(job.customer, job.kind, job.locks) as needed),
  gate as materialized (
    select asked.customer, asked.gate, asked.n, (row_number() over ())::int as number,
      now.permits, now.held, now.taken, now.has_line
    from (select customer, gate, count(*)::int as n from gated group by customer, gate) as asked
    cross join lateral gate_room(asked.customer, asked.gate) as now),
  verdict as materialized (
    select tried.job as place, tried.misses
    from (
      select array_agg(gated.place order by gated.place, gated.gate) as jobs,
        array_agg(gate.number order by gated.place, gated.gate) as gates,
        array_agg(gated.woken order by gated.place, gated.gate) as woken
      from gated join gate using (customer, gate) having count(*) > 0) as pairs
    cross join (
      select array_agg(permits - held order by number) as free, array_agg(has_line order by number) as has_line
      from gate) as gates
    cross join lateral try_gates(pairs.jobs, pairs.gates, pairs.woken, gates.free, gates.has_line, room) as tried),
  aside as materialized (
    select distinct gated.place, gated.id, gated.customer, gated.capability, gated.pool, gated.priority, gate.gate
    from verdict join gated using (place) join gate on gate.number = verdict.misses),
  in_line as (
    insert into lock_wait (customer, gate, capability, pool, priority, id)
    select customer, gate, capability, pool, priority, id from aside
    on conflict do nothing),
  -- Who is set aside may have been the one woken for another gate; and who stands in line may be its best.
  hinted as (
    insert into lock_freed (customer, gate)
    select distinct gate.customer, gate.gate
    from aside join gated using (place) join gate on (gate.customer, gate.gate) = (gated.customer, gated.gate)
    where gate.has_line and (gate.gate <> aside.gate or gate.permits > gate.held)),
  wanted as (
    select gated.customer, gated.gate, gated.id,
      row_number() over (partition by gated.customer, gated.gate order by gated.place) as turn
    from gated join verdict using (place) where verdict.misses = 0 and gated.place <= room),
  -- Clean ones first; those in doubt last, because whoever takes one over has to prove its target clean.
  offered as (
    select customer, gate, slot, row_number() over (partition by customer, gate order by is_doubtful, slot) as turn
    from (
      select gate.customer, gate.gate, clean.slot, false as is_doubtful
      from gate cross join lateral (
        select slot from generate_series(1, gate.taken + gate.n) as slot
        where not exists (
          select from lock_permit as other
          where other.customer = gate.customer and other.gate = gate.gate and other.slot = slot.slot)
        order by slot limit greatest(0, least(gate.n, gate.permits - gate.taken))) as clean
      union all
      select other.customer, other.gate, other.slot, true
      from gate join lock_permit as other on other.customer = gate.customer and other.gate = gate.gate
      where not other.held) as slots),
  -- Guards against two holders: a job without a slot, or a slot that is held, is refused as null.
  taken as (
    insert into lock_permit (customer, gate, slot, job, held, since)
    select wanted.customer, wanted.gate, offered.slot, wanted.id, true, at
    from wanted left join offered using (customer, gate, turn)
    on conflict (customer, gate, slot) do update
      set job = case when lock_permit.held then null else excluded.job end, held = true, since = excluded.since
    returning lock_permit.job, lock_permit.gate, lock_permit.doubt_since)
  select aside.id, aside.gate, null::text[] from aside
  union all
  select taken.job, null, array_agg(substr(taken.gate, 6) order by taken.gate) filter (where taken.doubt_since is not null)
  from taken group by taken.job;
end
$$;

-- Takes the permits back from jobs that come back: they are free again, or free only for who can prove that the target
-- is clean. What an end says about that: 0 nothing new, 1 that nothing runs any more, 2 that something may still run.
create function free_permits(ids uuid[], doubts int[], reasons text[], ats timestamptz[])
  returns table (customer int, gate text) language plpgsql as $$
#variable_conflict use_column
begin
  return query
  with
  back as materialized (
    select permit.customer, permit.gate, permit.slot, asked.doubt, asked.reason, asked.at,
      starts_with(permit.gate, 'lock:') and (asked.doubt = 2 or permit.doubt_since is not null and asked.doubt <> 1)
        as stays_in_doubt
    from lock_permit as permit
    join unnest(ids, doubts, reasons, ats) as asked (id, doubt, reason, at) on asked.id = permit.job
    where permit.job = any (ids) and permit.held),
  freed as (
    delete from lock_permit using back
    where (lock_permit.customer, lock_permit.gate, lock_permit.slot) = (back.customer, back.gate, back.slot)
      and not back.stays_in_doubt),
  kept as (
    update lock_permit
    set held = false,
      doubt_since = case when back.doubt = 2 then back.at else lock_permit.doubt_since end,
      doubt_job = case when back.doubt = 2 then lock_permit.job else lock_permit.doubt_job end,
      doubt_reason = case when back.doubt = 2 then left(back.reason::json ->> 'message', 1000) else lock_permit.doubt_reason end
    from back
    where (lock_permit.customer, lock_permit.gate, lock_permit.slot) = (back.customer, back.gate, back.slot)
      and back.stays_in_doubt)
  select distinct back.customer, back.gate from back;
end
$$;
