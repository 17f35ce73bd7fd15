-- A place is divided by channel, so who has it is looked up with its channel: a hundred channels at one place are not read
-- for each of them.
create index cells_by_place_channel on cells (org_id, location_id, service_line, channel);
drop index cells_by_place;
create index cell_places_by_place_channel on cell_places (org_id, location_id, service_line, channel);
drop index cell_places_by_place;
