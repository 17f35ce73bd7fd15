-- Alerts that were over long ago are deleted.
grant delete on alerts to sluice_worker;
create index alerts_by_end on alerts (org_id, closed_at) where closed_at is not null;
