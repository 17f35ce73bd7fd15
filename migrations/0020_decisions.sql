-- What people decide about plans, and what is in force because of it.

-- Who approved, refused, overrode or undid what, when and why. Append-only: no role may update or delete.
create table plan_decisions (
  org_id text not null,
  pool_id text not null,
  -- Counts the decisions of the pool, from 1.
  id bigint not null,
  kind text not null check (kind in
    ('approve', 'reject', 'override', 'override_removed', 'undo', 'undo_removed', 'message', 'message_removed')),
  -- The plan decided on; null: none in particular.
  plan_number bigint,
  -- [{ cellId, dailyBudgetMinor, beforeMinor }]: amounts decided on, and those in force until then.
  cells jsonb not null,
  reason text,
  -- The key that decided; the person behind it where the tool names one.
  author text not null,
  author_name text,
  decided_at timestamptz not null default clock_timestamp(),
  request_id text,
  primary key (org_id, pool_id, id),
  foreign key (org_id, pool_id) references pools
);

-- The numbers in force, counted per pool; each row is never changed. They are those of plan `plan_number` but for the
-- cells in `kept`.
create table effective_plans (
  org_id text not null,
  pool_id text not null,
  number bigint not null,
  plan_number bigint not null,
  -- The decision that made it; null: it came with the plan.
  decision_id bigint,
  effective_at timestamptz not null,
  -- Where the plan stands with it: published, approved, partly_approved, proposed, rejected.
  status text not null,
  pool_daily_budget_minor bigint not null,
  reserve_daily_minor bigint not null,
  waiting_cells integer not null,
  -- gzip of JSON: the cells that have another amount than the plan's, and the plan as it is in force. null: just the plan.
  kept bytea,
  plan bytea,
  primary key (org_id, pool_id, number),
  foreign key (org_id, pool_id) references pools
);
create index effective_plans_by_plan on effective_plans (org_id, pool_id, plan_number, number);

-- Newest row of effective_plans: moves with every change of what is in force, whatever made it.
alter table pool_state add column effective_number bigint;

-- One plan may come into force in parts.
alter table budget_history add column effective_number bigint not null default 0;
alter table budget_history drop constraint budget_history_pkey;
alter table budget_history add primary key (org_id, pool_id, cell_id, plan_number, effective_number);

-- The state of what is in force in which a cell's line last changed.
alter table recommendations add column effective_number bigint not null default 0;

-- A person's word about a cell's budget. `undo` pins go before `override`, and that before the lock of the configuration.
create table cell_overrides (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  origin text not null check (origin in ('override', 'undo')),
  kind text not null check (kind in ('fixed', 'minimum', 'maximum', 'pause')),
  daily_budget_minor bigint not null check (daily_budget_minor >= 0),
  author text not null,
  author_name text,
  reason text not null,
  expires_at timestamptz,
  decision_id bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, cell_id, origin),
  foreign key (org_id, pool_id) references pools
);

-- The message a cell's campaign may run, and who approved it.
create table cell_messages (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  message_id text not null,
  author text not null,
  author_name text,
  approved_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, cell_id),
  foreign key (org_id, pool_id) references pools
);

-- What a tool really set for a cell, and when; 0: paused. The first report of a moment stays.
create table applied_budgets (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  applied_at timestamptz not null check (applied_at between '2000-01-01' and '2100-01-01'),
  daily_budget_minor bigint not null check (daily_budget_minor >= 0),
  plan_number bigint not null,
  -- The pool's revision that has it.
  revision bigint not null,
  author text not null,
  reported_at timestamptz not null default clock_timestamp(),
  primary key (org_id, pool_id, cell_id, applied_at),
  foreign key (org_id, pool_id) references pools
);
create index applied_budgets_by_revision on applied_budgets (org_id, pool_id, revision);

-- What is in force today is the last plan. The owner is under row-level security itself, so it is lifted while it reads.
alter table plans no force row level security;
alter table pool_state no force row level security;
alter table recommendations no force row level security;
insert into effective_plans (org_id, pool_id, number, plan_number, effective_at, status, pool_daily_budget_minor,
                             reserve_daily_minor, waiting_cells)
select p.org_id, p.pool_id, p.number, p.number, p.computed_at, 'published', p.pool_daily_budget_minor,
       p.reserve_daily_minor, 0
  from pool_state s join plans p on p.org_id = s.org_id and p.pool_id = s.pool_id and p.number = s.plan_number;
update pool_state set effective_number = plan_number where plan_number is not null;
update recommendations set effective_number = plan_number;
alter table recommendations force row level security;
alter table plans force row level security;
alter table pool_state force row level security;

do $$
declare
  table_name text;
begin
  foreach table_name in array array['plan_decisions', 'effective_plans', 'cell_overrides', 'cell_messages', 'applied_budgets'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy tenant on %I using (org_id = (select app_org())) with check (org_id = (select app_org()))', table_name);
    execute format('grant select on %I to sluice_worker, sluice_results', table_name);
    execute format('grant insert on %I to sluice_results', table_name);
  end loop;
end
$$;
grant insert, delete on effective_plans to sluice_worker;
grant update, delete on cell_overrides, cell_messages to sluice_results;
-- A decision brings amounts into force where it is made.
grant insert on budget_history to sluice_results;
grant insert, update on recommendations to sluice_results;
