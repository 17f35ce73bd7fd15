-- Gate memory of a place in a pool: a fold over its observations, as of pool revision `revision`. A cache: it can be made
-- anew from the log, and is when an observation arrives late or the settings it was folded with changed.
create table gate_state (
  org_id text not null,
  pool_id text not null,
  location_id text not null,
  service_line text not null,
  revision bigint not null,
  settings_sha256 bytea not null,
  memory jsonb not null,
  primary key (org_id, pool_id, location_id, service_line),
  foreign key (org_id, pool_id) references pools
);

-- Plan and canonical input: JSON, gzip. Numbered without gaps per pool; immutable.
create table plans (
  org_id text not null,
  pool_id text not null,
  number bigint not null,
  input_revision bigint not null,
  policy_version bigint not null,
  config_version bigint not null,
  as_of timestamptz not null,
  computed_at timestamptz not null,
  pool_daily_budget_minor bigint not null,
  reserve_daily_minor bigint not null,
  plan bytea not null,
  input bytea not null,
  input_sha256 bytea not null,
  primary key (org_id, pool_id, number),
  foreign key (org_id, pool_id) references pools
);
create index plans_by_time on plans (org_id, pool_id, computed_at);

-- The current line of each cell; only changed lines are written.
create table recommendations (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  plan_number bigint not null,
  location_id text not null,
  service_line text not null,
  body jsonb not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, cell_id),
  foreign key (org_id, pool_id) references pools
);
create index recommendations_by_place on recommendations (org_id, location_id, service_line);

-- Every change of a cell's published budget: what references and the spending of days without actuals are read from.
create table budget_history (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  plan_number bigint not null,
  effective_at timestamptz not null,
  daily_budget_minor bigint not null,
  primary key (org_id, pool_id, cell_id, plan_number)
);
create index budget_history_by_time on budget_history (org_id, pool_id, cell_id, effective_at desc);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['gate_state', 'plans', 'recommendations', 'budget_history'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select, insert, delete on %I to sluice_worker', table_name);
    execute format('grant select on %I to sluice_results', table_name);
  end loop;
end
$$;
grant update on gate_state, recommendations to sluice_worker;
