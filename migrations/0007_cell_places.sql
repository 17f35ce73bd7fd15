-- Which cell had a place × channel, and when. Money reported for a place and day is counted for exactly one cell of one pool,
-- however cells are renamed, moved, swapped or split. A trigger keeps it, so that it cannot drift from the cells.
create table cell_places (
  org_id text not null,
  pool_id text not null,
  cell_id text not null,
  location_id text not null,
  service_line text not null,
  channel text not null,
  held_from timestamptz not null,
  -- null: in force.
  held_until timestamptz,
  primary key (org_id, pool_id, cell_id, held_from),
  foreign key (org_id, pool_id, cell_id) references cells on update cascade on delete cascade
);
create index cell_places_by_place on cell_places (org_id, location_id, service_line);

create function note_cell_place() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    update cell_places set held_until = coalesce(new.removed_at, clock_timestamp())
     where org_id = old.org_id and pool_id = old.pool_id and cell_id = old.id and held_until is null;
  end if;
  if new.removed_at is null then
    insert into cell_places (org_id, pool_id, cell_id, location_id, service_line, channel, held_from)
    values (new.org_id, new.pool_id, new.id, new.location_id, new.service_line, new.channel, clock_timestamp());
  end if;
  return null;
end
$$;
create trigger note_new_cell_place after insert on cells for each row execute function note_cell_place();
create trigger note_cell_place after update on cells for each row
  when ((old.location_id, old.service_line, old.channel, old.removed_at is null)
        is distinct from (new.location_id, new.service_line, new.channel, new.removed_at is null))
  execute function note_cell_place();

-- What is known of the cells there are: of several at one place each followed the one removed before it. The owner is
-- under row-level security itself, so it is lifted while it reads.
alter table cells no force row level security;
alter table pools no force row level security;
insert into cell_places (org_id, pool_id, cell_id, location_id, service_line, channel, held_from, held_until)
select c.org_id, c.pool_id, c.id, c.location_id, c.service_line, c.channel,
       coalesce(lag(c.removed_at) over (partition by c.org_id, c.location_id, c.service_line, c.channel
                                            order by c.removed_at nulls last), p.created_at),
       c.removed_at
  from cells c join pools p on p.org_id = c.org_id and p.id = c.pool_id;
alter table cells force row level security;
alter table pools force row level security;

alter table cell_places enable row level security;
alter table cell_places force row level security;
create policy tenant on cell_places using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select on cell_places to sluice_ingest, sluice_worker, sluice_results;
grant insert, update on cell_places to sluice_results;

-- A report in one currency says nothing of another's.
alter table actuals drop constraint actuals_pkey;
alter table actuals add primary key (org_id, location_id, service_line, channel, date, currency);
