-- Reports of what was applied that a later one corrected: what was said, by whom and when, and when it gave way. Who said otherwise
-- is in the row that took its place: in the next of these, else in applied_budgets.
create table replaced_applied_budgets (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  applied_at timestamptz not null,
  daily_budget_minor bigint not null,
  plan_number bigint not null,
  author text not null,
  reported_at timestamptz not null,
  replaced_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, cell_id, applied_at, replaced_at),
  foreign key (org_id, pool_id) references pools
);
alter table replaced_applied_budgets enable row level security;
alter table replaced_applied_budgets force row level security;
create policy tenant on replaced_applied_budgets
  using (org_id = (select app_org())) with check (org_id = (select app_org()));
-- Append-only.
grant select, insert on replaced_applied_budgets to sluice_results;

create index applied_budgets_by_time on applied_budgets (org_id, pool_id, applied_at, cell_id);
