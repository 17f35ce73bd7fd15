-- A report of what was applied can be corrected: the amount noted for a moment gives way to the one that was really set.
-- When a cell and moment are reported never changes.
grant update (daily_budget_minor, plan_number, revision, author, reported_at) on applied_budgets to sluice_results;
