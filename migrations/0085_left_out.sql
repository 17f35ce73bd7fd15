-- What was read of a delivery and is in none of its figures, by reason: slots of FHIR that found no place, places without a figure.
-- A constant default: no row is written anew, and a process of the version before leaves it out.
alter table source_deliveries add column left_out jsonb not null default '{}';
