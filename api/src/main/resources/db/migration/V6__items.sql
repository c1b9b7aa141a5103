-- What customers keep at the farm. Every store has a table like this one, which stays empty:
--   create table machine (like item including all, type text not null, ...);
-- The index over the names is named by PostgreSQL after its columns (machine_customer_lower_idx): a name that is taken
-- is recognised by it.
create table item (
  id          uuid not null primary key,
  -- 0: the farm itself.
  customer    int not null,
  name        text not null,
  labels      jsonb not null default '{}',
  description text not null default '',
  version     bigint not null,
  created_at  timestamptz not null,
  created_by  text not null,
  updated_at  timestamptz not null,
  updated_by  text not null
);
create unique index on item (customer, lower(name));
create index on item using gin (labels jsonb_path_ops);

-- A UUIDv7 for now: the random one with the time written over its beginning, and its version.
create function new_item_id() returns uuid language sql volatile
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid;

-- Customers are items of the farm. They keep their number, which all of the ledger goes by.
alter table customer
  add column item        uuid not null unique default new_item_id(),
  add column owner       int not null default 0,
  add column labels      jsonb not null default '{}',
  add column description text not null default '',
  add column version     bigint not null default 1,
  add column created_at  timestamptz not null default now(),
  add column created_by  text not null default 'admin',
  add column updated_at  timestamptz not null default now(),
  add column updated_by  text not null default 'admin',
  -- living, or leaving: then nothing new begins for it, and what it owns is being removed.
  add column state       text not null default 'living' check (state in ('living', 'leaving'));
create unique index customer_owner_lower_idx on customer (owner, lower(name));

create table machine (
  like item including all,
  type      text not null,
  ipv4      text,
  ipv6      text,
  mac       text,
  broadcast text,
  gateway   text,
  netmask   text,
  network   text
);
