-- What polls found of a feed goes with it: put again under its id, it is a new one.
grant delete on feed_status, feed_files to sluice_results;
