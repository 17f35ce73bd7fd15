-- Every transaction of events counts its pools' revisions up. An index whose predicate names that count keeps the new row out of the place
-- of the old one, although the index says the same of both: twenty pools left sixty dead entries a transaction, for vacuum and for whoever
-- looks pools up meanwhile. A pool that lags has its moment since when, and no other has one; so the index goes by that, which stays.
alter table pool_state no force row level security;
update pool_state set dirty_since = clock_timestamp() where computed_revision < requested_revision and dirty_since is null;
update pool_state set dirty_since = null where computed_revision = requested_revision and dirty_since is not null;
alter table pool_state force row level security;

create index pool_state_lagging on pool_state (dirty_since) where dirty_since is not null;
drop index pool_state_dirty;
-- Room beside each row for the one that replaces it.
alter table pool_state set (fillfactor = 50);
