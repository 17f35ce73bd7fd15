-- Says which words these columns hold, as packages/database/src/schema does. Not valid: rows from before are not read, so nobody waits.
alter table effective_plans add constraint effective_plans_status_check
  check (status in ('published', 'approved', 'partly_approved', 'proposed', 'rejected')) not valid;
alter table plan_decisions add constraint plan_decisions_reason_check
  check (reason in ('as_proposed', 'opening_campaign', 'seasonal', 'budget_review', 'brand_safety', 'local_knowledge', 'wrong_data',
                    'too_large', 'too_early', 'other')) not valid;
alter table cell_overrides add constraint cell_overrides_reason_check
  check (reason in ('as_proposed', 'opening_campaign', 'seasonal', 'budget_review', 'brand_safety', 'local_knowledge', 'wrong_data',
                    'too_large', 'too_early', 'other')) not valid;
