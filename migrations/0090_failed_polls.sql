-- Polls of a feed that failed, by why, { "first-byte-timeout": 3 }, in the row of their minute. A constant default: no row is written anew,
-- and a process of the version before leaves it out.
alter table source_deliveries add column failed_polls jsonb not null default '{}';
-- A feed whose polls all failed is known, and nothing of it came yet.
alter table source_activity alter column last_delivery_at drop not null;
