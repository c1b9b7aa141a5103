-- How many jobs of a customer have come back lately: what came back a second ago counts for a third, and so on.
alter table lane_in
  add column lately    real not null default 0,
  add column lately_at timestamptz not null default 'epoch';

create function faded(real, timestamptz) returns int language sql stable
  return ($1 * exp(-least(50, greatest(0, extract(epoch from now() - $2)::float8))))::int;
