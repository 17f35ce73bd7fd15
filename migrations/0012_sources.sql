-- Sources: what an organization says of the systems that report, and what was seen of them.

-- What is configured. A source may be configured before it is seen, and be seen without being configured.
create table sources (
  org_id text not null references organizations,
  source text not null,
  -- The first 32 hexadecimal digits of the SHA-256 of `source`: what the path of an address can hold.
  id text not null,
  name text,
  expected_interval_minutes integer check (expected_interval_minutes > 0),
  accepts_numeric_ids boolean not null default false,
  require_signature boolean not null default false,
  -- Ids of the only keys that may write it; null: any key of the organization that may write events.
  key_ids text[],
  version bigint not null default 1,
  archived_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, source),
  unique (org_id, id)
);

-- Secrets of Standard Webhooks, sealed under SLUICE_SECRET_KEYS for this row and no other; two at most while one is replaced.
create table source_signing_secrets (
  org_id text not null,
  source text not null,
  id text not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (org_id, source, id),
  foreign key (org_id, source) references sources
);

-- What was seen, since the first event of a source was accepted. Source '': deliveries whose source is not known.
create table source_activity (
  org_id text not null references organizations,
  source text not null,
  id text not null,
  -- When an event of it was accepted, first and last; null: none was yet.
  first_accepted_at timestamptz,
  last_accepted_at timestamptz,
  -- When anything of it came, accepted or not.
  last_delivery_at timestamptz not null,
  last_observed_at timestamptz,
  accepted bigint not null default 0,
  duplicate bigint not null default 0,
  conflict bigint not null default 0,
  unmatched bigint not null default 0,
  -- By code, { "invalid-event": 3 }.
  refused jsonb not null default '{}',
  primary key (org_id, source),
  unique (org_id, id)
);

-- What came, a row per source, key, way of sending and minute: however much is sent, it cannot be flooded. Never a value.
create table source_deliveries (
  org_id text not null references organizations,
  source text not null,
  minute timestamptz not null,
  key_id text not null,
  mode text not null,
  last_at timestamptz not null,
  -- Of the last request in it.
  request_id text not null,
  requests bigint not null,
  accepted bigint not null,
  duplicate bigint not null,
  conflict bigint not null,
  unmatched bigint not null,
  -- By code and pointer of the schema, { "invalid-event #/data/waitKind": 3 }.
  refused jsonb not null,
  -- Accepted events by how long after their observation they came: seconds they are at most, { "60": 12 }.
  lags jsonb not null,
  primary key (org_id, source, minute, key_id, mode)
);
create index source_deliveries_by_minute on source_deliveries (org_id, minute);

-- Adds up objects of counts, name by name.
create function sum_counts(objects jsonb) returns jsonb language sql immutable
  return (select coalesce(jsonb_object_agg(name, total), '{}'::jsonb) from (
    select name, sum(count::bigint) as total
      from jsonb_array_elements(objects) as each(object), jsonb_each_text(object) as counted(name, count)
     group by name) as totals);
create function add_counts(one jsonb, other jsonb) returns jsonb language sql immutable
  return sum_counts(jsonb_build_array(one, other));

do $$
declare
  table_name text;
begin
  foreach table_name in array array['sources', 'source_signing_secrets', 'source_activity', 'source_deliveries'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
  end loop;
end
$$;
grant select on sources, source_activity, source_deliveries to sluice_ingest, sluice_worker, sluice_results;
grant select on source_signing_secrets to sluice_ingest, sluice_results;
grant insert, update on sources to sluice_results;
grant insert, delete on source_signing_secrets to sluice_results;
-- Feeds are polled by the worker and counted as whoever posts is.
grant insert, update on source_activity, source_deliveries to sluice_ingest, sluice_worker;
grant delete on source_deliveries to sluice_worker;
