-- SMART Scheduling Links feeds that the worker polls. `body` as contracts/feed says.
create table feeds (
  org_id text not null references organizations,
  id text not null,
  body jsonb not null,
  version bigint not null default 1,
  archived_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id)
);

-- When each is due, and which worker is at it. Nothing else is here: the worker may read it across organizations.
create table feed_schedules (
  org_id text not null,
  feed_id text not null,
  -- null: switched off.
  next_poll_at timestamptz,
  polled_at timestamptz,
  leased_until timestamptz,
  lease text,
  primary key (org_id, feed_id),
  foreign key (org_id, feed_id) references feeds
);
create index feed_schedules_due on feed_schedules (next_poll_at) where next_poll_at is not null;

-- What polls found, for people and for the next poll.
create table feed_status (
  org_id text not null,
  feed_id text not null,
  body jsonb not null,
  primary key (org_id, feed_id),
  foreign key (org_id, feed_id) references feeds
);

-- The manifest and files as read last: ids, codes, moments and counts alone; no text of theirs. Packed JSON.
create table feed_files (
  org_id text not null,
  feed_id text not null,
  url text not null,
  etag text,
  last_modified text,
  fresh_until timestamptz not null,
  body bytea not null,
  primary key (org_id, feed_id, url),
  foreign key (org_id, feed_id) references feeds
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['feeds', 'feed_schedules', 'feed_status', 'feed_files'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select on %I to sluice_worker, sluice_results', table_name);
  end loop;
end
$$;
grant insert, update on feeds, feed_schedules to sluice_results;
grant update on feed_schedules to sluice_worker;
grant insert, update on feed_status to sluice_worker;
grant insert, update, delete on feed_files to sluice_worker;

-- A worker looks for due feeds of every organization: it may read, and only read, this table across tenants.
create policy due on feed_schedules for select to sluice_worker using (true);
