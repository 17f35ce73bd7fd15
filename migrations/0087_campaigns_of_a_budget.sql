-- A pause stops every campaign that spends a budget, so an entity names them all. `campaign_id`, the one it could name before, is
-- read where it is not '': of a campaign's own budget that is all there is; of a shared budget it is not known to be all, so its
-- pauses are left to a person until the list is put. Writing sets it to ''.
alter table platform_entities
  add column campaign_ids text[] not null default '{}',
  -- Since when these are its campaigns: who came later was not told of a pause before.
  add column campaigns_at timestamptz not null default 'epoch',
  -- What its account bills in; '': not said, taken to be the pool's.
  add column currency text not null default '';
alter table platform_entities alter column campaigns_at set default clock_timestamp();
