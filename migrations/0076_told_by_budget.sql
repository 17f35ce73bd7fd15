-- What a file told belongs to the budget on the platform, not to the entity that stood for it: an entity may come to set another
-- budget, and a budget may go to another entity or pool.
alter table exported_budgets
  -- platform_entities.budget_key of when it was told; '': not known, such a row speaks of no budget.
  add column budget_key text not null default '';
alter table platform_entities
  -- Since when it sets this budget by these cells: what was reported of the cells before says nothing of the budget.
  add column mapped_at timestamptz not null default 'epoch';
alter table platform_entities alter column mapped_at set default clock_timestamp();

alter table platform_entities no force row level security;
alter table exported_budgets no force row level security;
update exported_budgets t set budget_key = e.budget_key
  from platform_entities e where (e.org_id, e.pool_id, e.id) = (t.org_id, t.pool_id, t.entity_id);
alter table platform_entities force row level security;
alter table exported_budgets force row level security;

create index exported_budgets_by_budget on exported_budgets (org_id, budget_key, exported_at);
