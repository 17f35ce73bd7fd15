-- Storing events in one statement: a process that sends eleven, one after the other's answer, holds their locks while it waits for its own turn
-- on a busy machine. The statements are those sent before; each array is sent once.
-- Both run as who calls them, under row-level security. Elements of the arrays are events, in the order of the text of their keys
-- (source, blank, id), so that two transactions claim the keys they share in one order; indexes start at 1.

-- Which configuration of the organization is in force, of which database: the count of its changes comes round again where an older copy
-- was restored, and who believed it would map events by what is no longer so. A copy is restored by a server that starts, or into new tables.
create function place_map_version(organization text) returns text
  language sql stable set search_path = public, pg_temp
  return (select concat_ws(' ', config_version, extract(epoch from pg_postmaster_start_time()), 'organizations'::regclass::oid)
            from organizations where id = organization);

-- Writes events whose keys the transaction has claimed: the log, the pools they touched with the revision that has them in, and the newest state
-- of each place. Locks, in this order: pools (`pool_ids`, sorted), state rows (`figures`, sorted by location, service line, figure and source).
-- `stamp_events`, `stamp_pools`: which event touched which pool. `figures`: of which event each is; each figure of a place and source once.
-- @returns the revision of each pool that has all of them in; null: it has no row.
create function write_events(
  organization text, arrivals timestamptz[],
  sources text[], event_ids text[], types text[], location_ids text[], service_lines text[], observed timestamptz[], recorded timestamptz[],
  sequences text[], hashes bytea[], bodies jsonb[],
  pool_ids text[], stamp_events integer[], stamp_pools integer[],
  figure_events integer[], figures text[], figure_values jsonb[]
) returns bigint[]
  language plpgsql set search_path = public, pg_temp as $$
declare
  touched constant integer[] := array(select distinct unnest(stamp_pools));
  revisions bigint[];
begin
  -- What is selected row by row is not copied first, as what stands behind `from` is.
  insert into events (org_id, source, event_id, type, location_id, service_line, observed_at, recorded_at, sequence, body_sha256, received_at, body)
  select organization, unnest(sources), unnest(event_ids), unnest(types), unnest(location_ids), unnest(service_lines), unnest(observed),
         unnest(recorded), unnest(sequences), unnest(hashes), unnest(arrivals), unnest(bodies);

  -- Here and not sooner: pools are what two transactions most often have in common.
  with locked as materialized (
    select pool_id, requested_revision from pool_state where org_id = organization and pool_id = any (pool_ids) order by pool_id for update)
  select array_agg(locked.requested_revision + (given.number = any (touched))::integer order by given.number) into revisions
    from unnest(pool_ids) with ordinality as given(pool_id, number) left join locked on locked.pool_id = given.pool_id;

  insert into event_pools (org_id, pool_id, revision, source, event_id, received_at)
  select organization, pool_ids[pool], revisions[pool], sources[event], event_ids[event], arrivals[event]
    from (select unnest(stamp_events) as event, unnest(stamp_pools) as pool) as stamp
   where revisions[pool] is not null;

  -- The later observed counts; then the later recorded; then the greater sequence, byte by byte; then the greater hash.
  insert into place_state as known (org_id, location_id, service_line, figure, source, value, observed_at, recorded_at, sequence, body_sha256,
                                    event_id, received_at)
  select organization, location_ids[event], service_lines[event], figure, sources[event], value, observed[event], recorded[event],
         sequences[event], hashes[event], event_ids[event], arrivals[event]
    from (select unnest(figure_events) as event, unnest(figures) as figure, unnest(figure_values) as value) as said
  on conflict (org_id, location_id, service_line, figure, source) do update
     set value = excluded.value, observed_at = excluded.observed_at, recorded_at = excluded.recorded_at, sequence = excluded.sequence,
         body_sha256 = excluded.body_sha256, event_id = excluded.event_id, received_at = excluded.received_at
   where (excluded.observed_at, coalesce(excluded.recorded_at, excluded.observed_at), coalesce(excluded.sequence, '') collate "C", excluded.body_sha256)
       > (known.observed_at, coalesce(known.recorded_at, known.observed_at), coalesce(known.sequence, '') collate "C", known.body_sha256);

  -- One more revision is asked for: the pool is due at once, whatever failed before. One that was lagging keeps the moment since when.
  update pool_state
     set requested_revision = requested_revision + 1, attempts = 0, next_attempt_at = null,
         dirty_since = case when computed_revision < requested_revision then dirty_since else clock_timestamp() end
   where org_id = organization and pool_id = any (array(select pool_ids[pool] from unnest(touched) as pool));
  return revisions;
end
$$;

-- Stores events that are all new, in a transaction that this statement is the whole of. Takes the place map's lock (shared), then claims the
-- keys, then as write_events. Nothing is written, and `outcome` says why, where
--   'moved': the configuration is no longer the one of `map_version` (place_map_version), by which the events were mapped to pools;
--   'early': it is not `earliest` yet, before which one of them would be of the future;
--   'taken': one of the keys is.
create function store_new_events(
  organization text, map_version text, earliest timestamptz,
  sources text[], event_ids text[], types text[], location_ids text[], service_lines text[], observed timestamptz[], recorded timestamptz[],
  sequences text[], hashes bytea[], bodies jsonb[],
  pool_ids text[], stamp_events integer[], stamp_pools integer[],
  figure_events integer[], figures text[], figure_values jsonb[],
  out outcome text, out revisions bigint[]
)
  language plpgsql set search_path = public, pg_temp as $$
declare
  moment timestamptz;
  arrivals timestamptz[];
begin
  perform set_config('role', 'sluice_ingest', true), set_config('app.org', organization, true);
  perform pg_advisory_xact_lock_shared(hashtextextended('sluice:config:' || organization, 0));
  -- A statement of its own: what was configured while this one waited for the lock is seen.
  if place_map_version(organization) is distinct from map_version then
    outcome := 'moved';
    return;
  end if;
  moment := date_trunc('milliseconds', clock_timestamp());
  if moment < earliest then
    outcome := 'early';
    return;
  end if;
  -- Each a microsecond after the one before: the log's index is by this moment, and one of its own lets a row be found at once.
  arrivals := array(select generate_series(moment, moment + (cardinality(sources) - 1) * interval '1 microsecond', interval '1 microsecond'));
  begin
    -- As if all were free: so the index is searched once for each, not twice.
    insert into event_key (org_id, source, event_id, body_sha256, received_at)
    select organization, unnest(sources), unnest(event_ids), unnest(hashes), unnest(arrivals);
  exception
    when unique_violation then
      outcome := 'taken';
      return;
  end;
  revisions := write_events(organization, arrivals, sources, event_ids, types, location_ids, service_lines, observed, recorded, sequences, hashes,
    bodies, pool_ids, stamp_events, stamp_pools, figure_events, figures, figure_values);
  outcome := 'stored';
end
$$;
