-- What a stored event costs, measured with batches of 1,000.

-- A foreign key looks the organization up once a row, and it is the same one each time: the transaction's own, which the
-- policies demand of every row, and which a key was found for. Organizations are never deleted.
alter table event_key drop constraint event_key_org_id_fkey;
alter table place_state drop constraint place_state_org_id_fkey;
alter table actuals drop constraint actuals_org_id_fkey;

-- Ids come in any order, so an index by them is written all over; one by arrival grows at its end. Each event of a transaction has
-- a microsecond of its own, so that (org_id, received_at) finds it as well as its key did; whoever has a row that
-- speaks of an event has that moment too.
create index events_by_arrival on events (org_id, received_at);
drop index events_by_key;

-- Without the time, which nobody looks for: all events of a place have one key, kept once.
create index events_of_place on events (org_id, location_id, service_line);
drop index events_by_place;

-- Each row is replaced over and over; with room beside it the new one needs no new entry in the index.
alter table place_state set (fillfactor = 50);
