-- One index of budgets instead of two: where a plan changes the amounts of 10,000 cells, each index cost PostgreSQL a third of writing
-- them. By cell and time, newest last, as they are looked up; which plan and state brought an amount is in the key still, and no two
-- states of a pool have one number (effective_plans).
alter table budget_history drop constraint budget_history_pkey;
alter table budget_history add primary key (org_id, pool_id, cell_id, effective_at, plan_number, effective_number);
drop index budget_history_by_time;
