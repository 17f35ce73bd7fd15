-- Which budgets of advertising platforms carry the money of which cells. `version` of an entity is its ETag; the set's is
-- pools.platform_entities_version. `cells`: [{ "cellId", "share" }]; the shares of one cell add up to 1 over the pool.
create table platform_entities (
  org_id text not null,
  pool_id text not null,
  id text not null,
  platform text not null check (platform in ('google_ads', 'meta', 'microsoft_ads')),
  account_id text not null,
  level text not null check (level in ('campaign', 'ad_set', 'shared_budget')),
  external_id text not null,
  -- '' where a pause is left to a person.
  campaign_id text not null default '',
  name text not null,
  minimum_daily_budget_minor bigint check (minimum_daily_budget_minor > 0),
  cells jsonb not null,
  version bigint not null default 1,
  primary key (org_id, pool_id, id),
  foreign key (org_id, pool_id) references pools,
  -- Two pools that set one budget would each undo what the other says.
  constraint platform_entities_one_pool_a_budget unique (org_id, platform, account_id, level, external_id)
    deferrable initially immediate
);

alter table pools add column platform_entities_version bigint not null default 0;
-- Whether exports and webhooks show waiting lists of 1 to 10 people.
alter table pools add column shows_small_counts boolean not null default false;

alter table platform_entities enable row level security;
alter table platform_entities force row level security;
create policy tenant on platform_entities using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select, insert, update, delete on platform_entities to sluice_results;
grant select on platform_entities to sluice_worker;
