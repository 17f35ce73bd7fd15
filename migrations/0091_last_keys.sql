-- The key that the last event of a source was accepted with, noted from now on; null: a feed writes it, or none was accepted since.
alter table source_activity add column last_key_id text;
-- Whether it is still one. Nothing of its secrets.
grant select (org_id, key_id, expires_at, revoked_at) on api_keys to sluice_worker;
