-- How customers go: a job removes all that they own, the customer itself last.

alter table customer
  -- The job that removes it; nobody hands in anything for it any more.
  add column farewell        uuid,
  -- That job may cancel what is at work.
  add column farewell_forced boolean not null default false,
  -- Its work has ended for good: what still comes for it is not kept.
  add column farewell_sealed boolean not null default false;

-- Who writes for a customer that has gone is refused, and a customer does not go while one of these stands: also when
-- a process that was frozen meanwhile still believes in it. Tables that are written with every job are guarded by those
-- who write them.
alter table app_user add foreign key (customer) references customer;
alter table login add foreign key (customer) references customer;
alter table personal_token add foreign key (customer) references customer;
alter table secret add foreign key (customer) references customer;
alter table machine add foreign key (customer) references customer;
alter table permit_limit add foreign key (customer) references customer;

-- Whether what comes for a customer is still kept. Asked by those who write on the word of somebody who does not look
-- at the table of customers himself.
create function is_kept(of_customer int) returns boolean language sql stable as $$
  select exists (select from customer where id = of_customer and not farewell_sealed)
$$;
