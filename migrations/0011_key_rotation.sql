-- Rotation: a key keeps its id and gets another secret; the one before works on until previous_until. Limits of one key, where
-- they are not those of the installation.

alter table api_keys
  -- SHA-256, as secret_sha256.
  add column previous_sha256 bytea check (length(previous_sha256) = 32),
  add column previous_until timestamptz,
  -- When the current secret came; null: with the key.
  add column rotated_at timestamptz,
  -- null: as the installation's settings say; 0: none.
  add column requests_per_minute integer check (requests_per_minute >= 0),
  add column requests_per_day bigint check (requests_per_day >= 0),
  add check ((previous_sha256 is null) = (previous_until is null));

-- More columns than before: a process of the version before reads those it knows, by their names. It does not know the
-- secret before the current one, so rotate once none of them runs.
drop function find_api_key(text);
create function find_api_key(wanted text)
  returns table (org_id text, key_id text, secret_sha256 bytea, scopes text[], expires_at timestamptz, revoked_at timestamptz,
                 previous_sha256 bytea, previous_until timestamptz, rotated_at timestamptz,
                 requests_per_minute integer, requests_per_day bigint)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select k.org_id, k.key_id, k.secret_sha256, k.scopes, k.expires_at, k.revoked_at,
           k.previous_sha256, k.previous_until, k.rotated_at, k.requests_per_minute, k.requests_per_day
      from api_keys k where k.key_id = wanted;
  end;
revoke all on function find_api_key(text) from public;
grant execute on function find_api_key(text) to sluice_ingest, sluice_worker, sluice_results;

-- Keys over HTTP, of one organization, by row-level security. What a key may do and whose it is never changes: no right to
-- update scopes, expiry or organization.
grant select, insert on api_keys to sluice_results;
grant update (secret_sha256, previous_sha256, previous_until, rotated_at, revoked_at) on api_keys to sluice_results;
