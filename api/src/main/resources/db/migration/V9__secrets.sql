-- What stands sealed: only who has the master key, which is not in here, can read it.

-- Secrets of the farm itself, under the master key.
create table sealed (
  name    text not null primary key,
  content bytea not null
);

create table secret (
  id           uuid not null primary key,
  customer     int not null,
  name         text not null,
  labels       jsonb not null default '{}',
  description  text not null default '',
  version      bigint not null default 1,
  created_at   timestamptz not null,
  created_by   text not null,
  updated_at   timestamptz not null,
  updated_by   text not null,
  -- Which value it is, counted from 1: each is sealed as this one, with a key of its own.
  number       int not null,
  size         int not null,
  value        bytea not null,
  -- The key of the value, sealed under the master key.
  data_key     bytea not null,
  set_at       timestamptz not null,
  -- To the minute.
  used_at      timestamptz
);
create unique index on secret (customer, lower(name));
create index on secret using gin (labels jsonb_path_ops);
