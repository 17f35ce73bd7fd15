-- One plan may come into force in parts, and files are made of what is in force: what they said is kept by its state
-- (effective_plans.number), not by its plan.
alter table plan_exports add column effective_number bigint not null default 0;
alter table plan_exports drop constraint plan_exports_pkey;
alter table plan_exports add primary key (org_id, pool_id, plan_number, effective_number, format);

alter table exported_budgets add column effective_number bigint not null default 0;
alter table exported_budgets drop constraint exported_budgets_pkey;
alter table exported_budgets add primary key (org_id, pool_id, entity_id, effective_number, plan_number);
