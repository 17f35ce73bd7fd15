-- One budget is one however it is written: account ids with hyphens or without, ids with zeros in front; in Google Ads a
-- budget's id is the same at either level.
alter table platform_entities
  drop constraint platform_entities_one_pool_a_budget,
  add column budget_key text not null generated always as (
    platform || ' ' || replace(account_id, '-', '') || ' ' || case platform when 'google_ads' then '' else level end || ' '
    || ltrim(external_id, '0')) stored,
  -- 0, but of budgets that were mapped more than once before this was refused: those stay to be read, numbered, until they
  -- are put right. Writing sets it to 0.
  add column twin integer not null default 0;

alter table platform_entities no force row level security;
update platform_entities e set twin = numbered.twin
  from (select org_id, pool_id, id, row_number() over (partition by org_id, budget_key order by pool_id, id) - 1 as twin
          from platform_entities) numbered
 where (e.org_id, e.pool_id, e.id) = (numbered.org_id, numbered.pool_id, numbered.id) and numbered.twin > 0;
alter table platform_entities force row level security;

alter table platform_entities add constraint platform_entities_one_entity_a_budget unique (org_id, budget_key, twin)
  deferrable initially immediate;
