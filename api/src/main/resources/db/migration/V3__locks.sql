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
create index lock_permit_of_job on lock_permit (job);

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

-- Lets jobs through their gates one after the other: a job passes all of them or none. Given are pairs of job and gate
-- (jobs ascending, in the order in which they go; gates as places in free and has_line), and how many jobs have room.
-- Answers for every job which gate it misses: 0 when none.
create function pass_gates(jobs int[], gates int[], woken boolean[], free int[], has_line boolean[], room bigint)
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
