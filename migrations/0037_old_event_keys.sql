-- The key of an event goes with its part of the log. They are found by the log, before its partition is dropped: an index by age on
-- event_key would be paid for by every event that comes.

-- Removes keys of the transaction's organization (row-level security binds the owner too) that stand in partitions which
-- drop_event_partitions(before) would drop: of the `most` events that arrived next after `after`.
-- @returns when the last of them arrived, from where to go on; null: none was left.
create function delete_event_keys(before date, after timestamptz, most integer) returns timestamptz
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept_from constant timestamptz := date_trunc('month', before::timestamp) at time zone 'utc';
  upto timestamptz;
begin
  if before > current_date - 35 then
    raise exception 'events are kept for at least 35 days' using errcode = '22023';
  end if;
  select max(received_at) into upto from (
    select received_at from events
     where org_id = app_org() and received_at > after and received_at < kept_from
     order by received_at limit most) batch;
  delete from event_key k
   using events e
   where e.org_id = app_org() and e.received_at > after and e.received_at <= upto
     and k.org_id = e.org_id and k.source = e.source and k.event_id = e.event_id
     -- Sent again since its key went: that is another event, and younger.
     and k.received_at < kept_from;
  return upto;
end
$$;
revoke all on function delete_event_keys(date, timestamptz, integer) from public;
grant execute on function delete_event_keys(date, timestamptz, integer) to sluice_worker;
