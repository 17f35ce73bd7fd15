-- The file that was made last is what a platform was told last, also where it is of an older plan: what files said is kept in
-- the order they were made, and one state may be told again after another.
alter table plan_exports drop constraint plan_exports_pkey;
alter table plan_exports add primary key (org_id, pool_id, format, exported_at);
create index plan_exports_by_plan on plan_exports (org_id, pool_id, plan_number);

alter table exported_budgets drop constraint exported_budgets_pkey;
alter table exported_budgets add primary key (org_id, pool_id, entity_id, exported_at);
