-- A pool that was archived and is put again brings back what was in force in it, as a state of its own. Between the two nothing was
-- in force: whoever has a state from before cannot count from it, so this one is told as from nothing. The archiving took the number before it.
alter table effective_plans add column from_nothing boolean not null default false;
