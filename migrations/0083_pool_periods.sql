-- Which periods a pool had, and since when: the budget a period had when it ended is what may be left of it, whatever the budget is by now.
-- While a pool is archived it has none, and spends nothing. A trigger keeps it, so that it cannot drift from the pools.
create table pool_periods (
  org_id text not null,
  pool_id text not null,
  since timestamptz not null,
  -- null: the pool is archived.
  period jsonb,
  primary key (org_id, pool_id, since),
  foreign key (org_id, pool_id) references pools on update cascade on delete cascade
);

create function note_pool_period() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  insert into pool_periods (org_id, pool_id, since, period)
  values (new.org_id, new.id, clock_timestamp(), case when new.archived_at is null then new.period end);
  return null;
end
$$;
create trigger note_new_pool_period after insert on pools for each row execute function note_pool_period();
create trigger note_pool_period after update on pools for each row
  when ((old.period, old.archived_at is null) is distinct from (new.period, new.archived_at is null))
  execute function note_pool_period();

-- What is known of the pools there are: the periods of now, and when each was archived and put again, which the audit log says. The owner
-- is under row-level security itself, so it is lifted while it reads.
alter table pools no force row level security;
alter table audit_log no force row level security;
insert into pool_periods (org_id, pool_id, since, period)
select org_id, id, created_at, period from pools;
insert into pool_periods (org_id, pool_id, since, period)
select p.org_id, p.id, said.at, case when said.is_put then p.period end
  from pools p
  cross join lateral (
    select a.at, a.action = 'pool.put' as is_put, lag(a.action) over (order by a.seq) as before
      from audit_log a
     where a.org_id = p.org_id and a.object = p.id and a.action in ('pool.put', 'pool.archive') and a.outcome = 'done') said
 where not said.is_put or said.before = 'pool.archive'
    on conflict do nothing;
alter table audit_log force row level security;
alter table pools force row level security;

alter table pool_periods enable row level security;
alter table pool_periods force row level security;
create policy tenant on pool_periods using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select on pool_periods to sluice_worker, sluice_results;
grant insert on pool_periods to sluice_results;
