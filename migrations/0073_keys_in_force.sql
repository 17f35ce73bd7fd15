-- Which keys are looked up for an address that has guessed too often: a guess is none of them, and a key that is one works from there too.
-- Ids only, which are public; like find_api_key before the organization is known.
create function keys_in_force() returns setof text
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select k.key_id from api_keys k
     where k.revoked_at is null and (k.expires_at is null or k.expires_at > clock_timestamp())
     order by coalesce(k.last_used_at, k.created_at) desc limit 100000;
  end;
revoke all on function keys_in_force() from public;
grant execute on function keys_in_force() to sluice_ingest, sluice_worker, sluice_results;
