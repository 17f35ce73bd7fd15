-- State of places that no cell has is removed once nothing was reported for long, and made again from the log when a cell is
-- configured there. The log is read up to here only: no row of an event that arrived later was removed. null: none ever was.
alter table organizations add column state_pruned_before timestamptz;

grant update (state_pruned_before) on organizations to sluice_worker;
grant delete on place_state to sluice_worker;
grant insert, update on place_state to sluice_results;
