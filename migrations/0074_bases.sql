-- gzip of JSON: cells whose rises of the day are measured against another amount than they began it with, or than they have
-- ([{ cellId, minor }]): small steps of one day must not add up to a large one. null: there are none.
alter table effective_plans add column bases bytea;
