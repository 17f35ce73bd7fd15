-- Files made of plans. A plan that was exported is kept for ever, and later files are compared with it.
create table plan_exports (
  org_id text not null,
  pool_id text not null,
  plan_number bigint not null,
  format text not null,
  -- Of the first such file; the same file again changes nothing.
  exported_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, plan_number, format),
  foreign key (org_id, pool_id) references pools
);

-- What a file told a platform's budget: 0 is a pause.
create table exported_budgets (
  org_id text not null,
  pool_id text not null,
  entity_id text not null,
  plan_number bigint not null,
  daily_budget_minor bigint not null,
  exported_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, entity_id, plan_number),
  foreign key (org_id, pool_id) references pools
);

do $$
declare
  table_name text;
begin
  foreach table_name in array array['plan_exports', 'exported_budgets'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select, insert on %I to sluice_results', table_name);
    execute format('grant select on %I to sluice_worker', table_name);
  end loop;
end
$$;
grant delete on exported_budgets to sluice_worker;
