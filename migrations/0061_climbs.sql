-- gzip of JSON: cells that have less than before their gate or a pause, and what they had ([{ cellId, toMinor }]): in an
-- automatic pool they come back to that unasked. null: the state is older than this column.
alter table effective_plans add column climbs bytea;
