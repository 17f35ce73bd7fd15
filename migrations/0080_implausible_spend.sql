-- Ingestion holds reported spend against what its pools have for a day. Just that: it reads nothing else of plans.
grant select (org_id, pool_id, number, pool_daily_budget_minor) on effective_plans to sluice_ingest;
