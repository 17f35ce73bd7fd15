-- What an organization configures. `version` counts the changes of one object and is its ETag.

create table locations (
  org_id text not null references organizations,
  id text not null,
  name text not null,
  region text,
  time_zone text not null,
  version bigint not null default 1,
  archived_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id)
);

create table service_lines (
  org_id text not null references organizations,
  id text not null,
  name text not null,
  -- Typical wait, value of a booking and response priors, as contracts/service-line says.
  body jsonb not null,
  version bigint not null default 1,
  archived_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id)
);

create table pools (
  org_id text not null references organizations,
  id text not null,
  name text not null,
  currency text not null,
  time_zone text not null,
  -- Recurrence and budgets by period, as contracts/pool says.
  period jsonb not null,
  policy_version bigint not null,
  version bigint not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, id)
);

-- A pool's policies, kept for ever: a plan names the version it used. `body` is complete, defaults filled in.
create table policies (
  org_id text not null,
  pool_id text not null,
  version bigint not null,
  body jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, version),
  foreign key (org_id, pool_id) references pools
);

create table pool_groups (
  org_id text not null,
  pool_id text not null,
  id text not null,
  name text not null,
  parent_id text,
  min_daily_budget_minor bigint not null default 0,
  max_daily_budget_minor bigint,
  primary key (org_id, pool_id, id),
  foreign key (org_id, pool_id) references pools,
  foreign key (org_id, pool_id, parent_id) references pool_groups deferrable initially deferred
);

create table cells (
  org_id text not null,
  pool_id text not null,
  id text not null,
  location_id text not null,
  service_line text not null,
  -- '' where the place is not divided by channel.
  channel text not null default '',
  group_id text,
  baseline_daily_budget_minor bigint not null check (baseline_daily_budget_minor >= 0),
  min_daily_budget_minor bigint,
  max_daily_budget_minor bigint,
  -- { kind, dailyBudgetMinor, author, reason, expiresAt }
  lock jsonb,
  -- A removed cell stays as a line until its spend is known to be 0.
  removed_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, pool_id, id),
  foreign key (org_id, pool_id) references pools,
  foreign key (org_id, location_id) references locations,
  foreign key (org_id, service_line) references service_lines,
  foreign key (org_id, pool_id, group_id) references pool_groups deferrable initially deferred
);
-- A place × channel gets money from one pool only.
create unique index cells_one_pool_a_place on cells (org_id, location_id, service_line, channel) where removed_at is null;
create index cells_by_place on cells (org_id, location_id, service_line);

-- What a pool says of a place: bookings expected without ads in the horizon, and its share of the place's headroom.
create table pool_places (
  org_id text not null,
  pool_id text not null,
  location_id text not null,
  service_line text not null,
  organic_bookings double precision not null default 0,
  share double precision not null default 1 check (share >= 0 and share <= 1),
  primary key (org_id, pool_id, location_id, service_line),
  foreign key (org_id, pool_id) references pools
);

-- Level, not edge: an event or a configuration write bumps requested_revision, workers compute until computed_revision
-- has caught up. attempts counts failed recomputes, whoever made them.
create table pool_state (
  org_id text not null,
  pool_id text not null,
  requested_revision bigint not null default 0,
  computed_revision bigint not null default 0,
  dirty_since timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_error_code text,
  -- When, with no further event, the plan may change.
  next_change_at timestamptz,
  -- The plan in force; null before the first.
  plan_number bigint,
  primary key (org_id, pool_id),
  foreign key (org_id, pool_id) references pools,
  check (computed_revision <= requested_revision)
);
create index pool_state_dirty on pool_state (dirty_since) where computed_revision < requested_revision;
create index pool_state_next_change on pool_state (next_change_at) where next_change_at is not null;

do $$
declare
  table_name text;
begin
  foreach table_name in array array['locations', 'service_lines', 'pools', 'policies', 'pool_groups', 'cells', 'pool_places', 'pool_state'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select on %I to sluice_ingest, sluice_worker, sluice_results', table_name);
    execute format('grant insert, update on %I to sluice_results', table_name);
  end loop;
end
$$;
grant delete on pool_groups, cells, pool_places to sluice_results;
grant update on pool_state to sluice_ingest, sluice_worker;

-- The sweep looks for dirty pools of every organization: the worker may read, and only read, this table across tenants.
create policy sweep on pool_state for select to sluice_worker using (true);
