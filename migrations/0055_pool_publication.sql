-- Drawn anew by every publication. A worker that remembers what it loaded and published last believes it only while the same
-- is here: another worker's publication and a database that was set back both have another one.
alter table pool_state add column publication text;
