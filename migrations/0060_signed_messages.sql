-- Signed messages that say no moment of their own, and when each first came: the same message again is of that moment, and so
-- the same report, however often it is sent. The id and the body as their SHA-256: nobody can tell what a sender puts in an id.
create table signed_messages (
  org_id text not null references organizations,
  source text not null,
  id_sha256 bytea not null,
  body_sha256 bytea not null,
  received_at timestamptz not null,
  primary key (org_id, source, id_sha256)
);
create index signed_messages_by_age on signed_messages (org_id, received_at);

alter table signed_messages enable row level security;
alter table signed_messages force row level security;
create policy tenant on signed_messages using (org_id = (select app_org())) with check (org_id = (select app_org()));
grant select, insert on signed_messages to sluice_ingest;
grant select, delete on signed_messages to sluice_worker;
