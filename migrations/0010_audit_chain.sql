-- The audit log becomes a chain: an entry carries the hash of the one before it, so that one that was changed, taken out or
-- moved shows. One chain an organization, so that organizations do not wait for each other; ingestion never writes here.

alter table audit_log
  -- 1, 2, 3 … within the organization. This and both hashes are set by the trigger below, whatever an insert says.
  add column seq bigint not null default 0,
  add column outcome text not null default 'done' check (outcome in ('done', 'refused')),
  -- Of a refusal: the problem's code, or why the key was none.
  add column reason text,
  -- Refusals of one key and reason are one entry a minute.
  add column times bigint not null default 1 check (times >= 1),
  add column prev_hash bytea not null default '',
  add column hash bytea not null default '';

-- The newest entry of each chain: what the next one is linked to, the lock that puts entries in order, and what shows that
-- entries were cut off at the end.
create table audit_heads (
  org_id text primary key references organizations,
  seq bigint not null,
  hash bytea not null
);
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy tenant on audit_heads using (org_id = (select app_org())) with check (org_id = (select app_org()));
-- The trigger runs as the owner, for whichever organization the entry is of; the policy of audit_log decides whether it may.
create policy owner on audit_heads to sluice_owner using (true) with check (true);
grant select on audit_heads to sluice_results;

-- `length:value,`, and `-` for what is absent: no two entries are written alike.
create function audit_field(value text) returns text language sql immutable
  return coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value || ',', '-');

-- What is hashed of an entry, after the hash before it. packages/audit/src/hash-entry.ts writes the same without this function.
create function audit_canonical(entry audit_log) returns bytea language sql stable
  return convert_to('sluice-audit-1' || audit_field(entry.org_id) || audit_field(entry.seq::text)
    || audit_field(to_char(entry.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_field(entry.actor) || audit_field(entry.action) || audit_field(entry.object) || audit_field(entry.outcome)
    || audit_field(entry.reason) || audit_field(entry.times::text) || audit_field(entry.request_id), 'UTF8');

-- The first link has nothing before it: 32 zeros.
create function audit_beginning() returns bytea language sql immutable
  return decode(repeat('00', 32), 'hex');

-- What was written before there was a chain becomes its beginning, in the order of its ids.
do $$
declare
  org text;
  entry audit_log;
  head bytea;
  n bigint;
begin
  for org in select id from organizations order by id loop
    perform set_config('app.org', org, true);
    head := audit_beginning();
    n := 0;
    for entry in select * from audit_log where org_id = org order by id loop
      n := n + 1;
      entry.seq := n;
      entry.prev_hash := head;
      head := sha256(head || audit_canonical(entry));
      update audit_log set seq = n, prev_hash = entry.prev_hash, hash = head where org_id = org and id = entry.id;
    end loop;
    if n > 0 then
      insert into audit_heads (org_id, seq, hash) values (org, n, head);
    end if;
  end loop;
  perform set_config('app.org', '', true);
end
$$;
create unique index audit_log_chain on audit_log (org_id, seq);
create index audit_log_by_time on audit_log (org_id, at);

create function chain_audit_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_heads;
begin
  insert into audit_heads (org_id, seq, hash) values (new.org_id, 0, audit_beginning()) on conflict (org_id) do nothing;
  -- Until commit: entries of one organization are linked one after the other.
  select * into strict head from audit_heads where org_id = new.org_id for update;
  new.seq := head.seq + 1;
  new.at := clock_timestamp();
  new.prev_hash := head.hash;
  new.hash := sha256(head.hash || audit_canonical(new));
  update audit_heads set seq = new.seq, hash = new.hash where org_id = new.org_id;
  return new;
end
$$;
create trigger chain before insert on audit_log for each row execute function chain_audit_entry();

-- Whoever may change the table, its owner and superusers included, has to take this away first.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = '42501';
end
$$;
create trigger append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_audit_change();

revoke all on function chain_audit_entry(), refuse_audit_change() from public;
revoke update, delete, truncate on audit_log from sluice_owner;
-- Refusals of ingestion; in transactions of their own, never in one that stores events.
grant insert on audit_log to sluice_ingest;
