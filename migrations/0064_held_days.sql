-- A day of a location ends at its midnight, and what rises of a day are measured against is what was in force as it began. Whoever moves
-- the location to another time zone moves its midnight: every hour is one somewhere. So the day that was under way goes on until
-- the later of the two midnights, the old zone's and the new one's, and where it goes on already until that one's end at least.
-- null: its zone was never another.
alter table locations
  add column zone_changed_at timestamptz,
  add column day_held_from timestamptz,
  add column day_held_until timestamptz;

create function hold_day_of_location() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
declare
  now timestamptz := clock_timestamp();
  is_held boolean := coalesce(old.day_held_until > now, false);
begin
  if not is_held then
    new.zone_changed_at := now;
    new.day_held_from := date_trunc('day', now at time zone old.time_zone) at time zone old.time_zone;
  end if;
  new.day_held_until := greatest(
    (date_trunc('day', now at time zone old.time_zone) + interval '1 day') at time zone old.time_zone,
    (date_trunc('day', now at time zone new.time_zone) + interval '1 day') at time zone new.time_zone,
    case when is_held then old.day_held_until end);
  return new;
end
$$;
create trigger hold_day_of_location before update of time_zone on locations for each row
  when (old.time_zone is distinct from new.time_zone)
  execute function hold_day_of_location();
