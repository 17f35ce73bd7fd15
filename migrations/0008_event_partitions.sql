-- Partitions made late: an event stored before its month had a partition is in the default one, and a partition of that
-- month could then never be made. The rows are moved into it. Each table is done in a transaction of its own, so that locks
-- of the two are never held together; ingestion, the worker and the standalone make sure of partitions when they start.

-- @returns rows moved. Row-level security stands on the parent only and no run-time role may touch a partition by name: the
-- owner moves rows of all tenants between partitions without a policy of its own.
create function ensure_partitions_of(parent text, months_ahead integer) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  this_month constant timestamp := date_trunc('month', now() at time zone 'utc');
  fallback constant text := parent || '_default';
  months timestamp[];
  month timestamp;
  part text;
  bounds text;
  moved bigint;
  total bigint := 0;
begin
  if parent not in ('events', 'event_pools') then
    raise exception 'no such log' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sluice:event-partitions', 0));
  execute format(
    $query$ select array(select generate_series($1, $1 + make_interval(months => $2), interval '1 month')
                         union select date_trunc('month', received_at at time zone 'utc') from %I order by 1) $query$, fallback)
    into months using this_month, months_ahead;
  foreach month in array months loop
    part := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
    continue when to_regclass(part) is not null;
    -- Who inserts waits here, before it looks for its partition: none is caught between the default one and the new one.
    execute format('lock table only %I in share row exclusive mode', parent);
    execute format('lock table %I in access exclusive mode', fallback);
    execute format('create table %I (like %I including all)', part, parent);
    bounds := format('received_at >= %L and received_at < %L', month at time zone 'utc', (month + interval '1 month') at time zone 'utc');
    execute format('with gone as (delete from %I where %s returning *) insert into %I select * from gone', fallback, bounds, part);
    get diagnostics moved = row_count;
    total := total + moved;
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part,
      month at time zone 'utc', (month + interval '1 month') at time zone 'utc');
  end loop;
  return total;
end
$$;

-- Of the version before, which calls it while this one is rolled out.
create or replace function ensure_event_partitions(months_ahead integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform ensure_partitions_of('events', months_ahead);
  perform ensure_partitions_of('event_pools', months_ahead);
end
$$;

revoke all on function ensure_partitions_of(text, integer) from public;
grant execute on function ensure_partitions_of(text, integer) to sluice_ingest, sluice_worker;
