-- With which revision of its pool a corrected report had come: what counted at a revision can be told exactly. null: it was corrected
-- before this was kept; then the moments say it.
alter table replaced_applied_budgets add column revision bigint;
-- Questions are answered with what a worker may read, and replay is one of them.
grant select on replaced_applied_budgets to sluice_worker;
