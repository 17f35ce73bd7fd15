-- Whoever counts deliveries makes room for sources that are new: those silent longest are forgotten.
grant delete on source_activity to sluice_ingest, sluice_worker;
