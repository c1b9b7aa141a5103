-- Who is asking: users, their sessions and tokens, and the keys that sign what they show.

-- The farm: tokens say which one has signed them, so that those of another farm are worth nothing here.
create table farm (
  id  uuid not null,
  one boolean not null primary key default true check (one)
);
insert into farm (id) values (gen_random_uuid());

create table app_user (
  like item including all,
  role     text not null check (role in ('viewer', 'operator', 'admin', 'farm-admin')),
  -- argon2id, with its salt and its cost.
  password text not null,
  disabled boolean not null default false,
  -- Who runs the farm belongs to the customer that is there from the start.
  check (role <> 'farm-admin' or customer = 1)
);

-- A session. Its refresh token has two parts: one that stays, and one that is new each time. Both stand here as
-- SHA-256 only.
create table login (
  like item including defaults,
  user_id uuid not null,
  family  bytea not null unique,
  turn    bytea not null,
  ends_at timestamptz not null,
  primary key (id)
);
create unique index on login (customer, lower(name));
create index login_of_user on login (user_id, id);
create index login_ends on login (ends_at);

-- What programs show instead of a password; as SHA-256 only.
create table personal_token (
  like item including defaults,
  -- Both empty for the farm's administrator.
  user_id      uuid,
  owner        text not null,
  scopes       text[] not null check (cardinality(scopes) > 0),
  hash         bytea not null unique,
  expires_at   timestamptz not null,
  -- To the minute.
  last_used_at timestamptz,
  primary key (id),
  check ((owner = '') = (user_id is null))
);
create unique index on personal_token (customer, owner, lower(name));
create index personal_token_of_user on personal_token (user_id, id);
create index personal_token_expires on personal_token (expires_at);

-- Whoever may no longer do what he could, or has another password, has to say anew who he is.
create function end_all_of_user() returns trigger language plpgsql as $$
begin
  delete from login where user_id = old.id;
  delete from personal_token where user_id = old.id;
  return null;
end $$;
create trigger user_has_changed after update on app_user for each row
  when (old.password is distinct from new.password or old.role is distinct from new.role
    or new.disabled and not old.disabled)
  execute function end_all_of_user();
create trigger user_is_gone after delete on app_user for each row execute function end_all_of_user();

-- Log-ins that failed, by SHA-256 of customer and user: also of such as do not exist.
create table login_attempt (
  account  bytea not null primary key,
  failures int not null,
  last_at  timestamptz not null
) with (fillfactor = 50);
create index login_attempt_last on login_attempt (last_at);

create function pause_after(failures int) returns interval language sql immutable
  return case when failures < 5 then interval '0'
    else least(60, 2 ^ least(failures - 5, 6)) * interval '1 second' end;

create table signing_key (
  id          text not null primary key,
  public_key  bytea not null,
  -- Sealed under the master key.
  private_key bytea not null,
  made_at     timestamptz not null,
  -- Since when it signs no more; it goes when all that it has signed has expired.
  retired_at  timestamptz
);
