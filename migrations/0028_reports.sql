-- What reports are made of and plans, once thinned out, no longer tell: when a cell's gate moved, and per place and day how
-- much room there was. Both are written with the plan that shows the change, in its transaction; days before are not known.

create table gate_history (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  plan_number bigint not null,
  effective_at timestamptz not null,
  gate text not null check (gate in ('open', 'throttled', 'gated')),
  -- What holds it: not_accepting, no_headroom, wait_gate, throttled; null: open.
  cause text,
  primary key (org_id, pool_id, cell_id, plan_number)
);

-- The last of each local day of the location; a day without a row is as the one before.
create table place_days (
  org_id text not null,
  pool_id text not null,
  location_id text not null,
  service_line text not null,
  date date not null,
  -- Within the snapshot's horizon; null: unknown.
  slots_total integer,
  slots_open integer,
  -- Openings a day that no booking is expected for, and what they would be worth; null: openings unknown.
  idle_openings_per_day double precision,
  idle_value_minor_per_day double precision,
  primary key (org_id, pool_id, location_id, service_line, date)
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['gate_history', 'place_days'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select, insert, delete on %I to sluice_worker', table_name);
    execute format('grant select on %I to sluice_results', table_name);
  end loop;
end
$$;
grant update on place_days to sluice_worker;

-- Three revenues that are never added up: what the ad platform reports, what was matched to patients of the practice's own
-- books, and what an experiment says would not have come without the ads.
alter table actuals add column matched_revenue_minor bigint check (matched_revenue_minor >= 0);
alter table actuals add column incremental_revenue_minor bigint check (incremental_revenue_minor >= 0);
