-- Figures of a feed are stored only while the feed is as it was when its poll began. Just that: ingestion reads no address of a feed.
grant select (org_id, id, version, archived_at) on feeds to sluice_ingest;
