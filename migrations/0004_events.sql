-- The log. Identity has a table of its own, since a unique key cannot live on a table partitioned by month.
create table event_key (
  org_id text not null references organizations,
  source text not null,
  event_id text not null,
  body_sha256 bytea not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (org_id, source, event_id)
);

create table events (
  org_id text not null,
  source text not null,
  event_id text not null,
  type text not null,
  location_id text not null,
  -- '*': the whole location.
  service_line text not null,
  observed_at timestamptz not null check (observed_at between '2000-01-01' and '2100-01-01'),
  recorded_at timestamptz check (recorded_at between '2000-01-01' and '2100-01-01'),
  sequence text,
  body_sha256 bytea not null,
  received_at timestamptz not null,
  body jsonb not null
) partition by range (received_at);
create index events_by_place on events (org_id, location_id, service_line, observed_at);
create index events_by_key on events (org_id, source, event_id);

-- Which pools an event touched, and at which revision: "the state at revision R" is exact. No row: unmatched.
create table event_pools (
  org_id text not null,
  pool_id text not null,
  revision bigint not null,
  source text not null,
  event_id text not null,
  received_at timestamptz not null
) partition by range (received_at);
create index event_pools_by_revision on event_pools (org_id, pool_id, revision);

create table events_default partition of events default;
create table event_pools_default partition of event_pools default;

-- The newest value of each figure of a place, as each source last reported it. Kept per place, whether configured or not.
create table place_state (
  org_id text not null references organizations,
  location_id text not null,
  service_line text not null,
  -- slots, follow_up_slots, waitlist, accepting, wait.<kind>
  figure text not null,
  source text not null,
  value jsonb not null,
  observed_at timestamptz not null,
  recorded_at timestamptz,
  sequence text,
  body_sha256 bytea not null,
  event_id text not null,
  received_at timestamptz not null,
  primary key (org_id, location_id, service_line, figure, source)
);

-- What was really spent and booked; the newest report of a (place, channel, date) wins.
create table actuals (
  org_id text not null references organizations,
  location_id text not null,
  service_line text not null,
  channel text not null default '',
  date date not null,
  source text not null,
  currency text not null,
  spend_minor bigint not null check (spend_minor >= 0),
  leads integer,
  bookings integer,
  kept_visits integer,
  revenue_minor bigint,
  observed_at timestamptz not null,
  recorded_at timestamptz,
  sequence text,
  body_sha256 bytea not null,
  primary key (org_id, location_id, service_line, channel, date)
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['event_key', 'events', 'event_pools', 'place_state', 'actuals'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select, insert on %I to sluice_ingest', table_name);
    execute format('grant select on %I to sluice_worker, sluice_results', table_name);
  end loop;
end
$$;
grant update on place_state, actuals to sluice_ingest;
-- Configuring a cell stamps the events whose state it adopts.
grant insert on event_pools to sluice_results;

-- Partitions are made ahead and dropped by the owner's functions: no run-time role may create or drop a table.
create function ensure_event_partitions(months_ahead integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date;
  parent text;
  part text;
begin
  perform pg_advisory_xact_lock(hashtextextended('sluice:event-partitions', 0));
  for month in
    select generate_series(date_trunc('month', now() at time zone 'utc'), date_trunc('month', now() at time zone 'utc') + make_interval(months => months_ahead), interval '1 month')::date
  loop
    foreach parent in array array['events', 'event_pools'] loop
      part := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent,
          month::timestamp at time zone 'utc', (month + interval '1 month') at time zone 'utc');
      end if;
    end loop;
  end loop;
end
$$;
create function drop_event_partitions(before date) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part record;
  dropped integer := 0;
begin
  -- The log keeps at least 35 days: gate memory is folded anew from it when an event arrives late.
  if before > current_date - 35 then
    raise exception 'events are kept for at least 35 days' using errcode = '22023';
  end if;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('events'::regclass, 'event_pools'::regclass) and c.relname ~ '_\d{4}_\d{2}$'
       and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
  loop
    execute format('drop table %I', part.relname);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;
revoke all on function ensure_event_partitions(integer), drop_event_partitions(date) from public;
grant execute on function ensure_event_partitions(integer), drop_event_partitions(date) to sluice_worker;
select ensure_event_partitions(3);
