-- What followers are told of a state, written when it comes into force: working it out later takes unpacking two plans.
-- JSON text; null: not all numbers of this state or the one before are their plan's, or it is older than this column.
alter table effective_plans add column news text;
