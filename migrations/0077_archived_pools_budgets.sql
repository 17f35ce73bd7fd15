-- An archived pool sets no budgets: those it had on platforms are free for other pools.
alter table platform_entities no force row level security;
alter table pools no force row level security;
with freed as (
  delete from platform_entities e using pools p
   where (p.org_id, p.id) = (e.org_id, e.pool_id) and p.archived_at is not null
  returning e.org_id, e.pool_id
)
update pools p set platform_entities_version = platform_entities_version + 1
 where (p.org_id, p.id) in (select org_id, pool_id from freed);
alter table platform_entities force row level security;
alter table pools force row level security;
