-- Of a decision of kind message or message_removed: the message it is about. null: it was noted before this column.
alter table plan_decisions add column message_id text;

-- What the key that decided was called then: sentences and answers name it where no person is named. And the plan an undo goes
-- back to; null: it is no undo.
alter table cell_overrides add column key_name text, add column undo_to bigint;
alter table cell_messages add column key_name text;

-- The owner is under row-level security itself, so it is lifted while it reads and writes.
alter table plan_decisions no force row level security;
alter table cell_overrides no force row level security;
alter table cell_messages no force row level security;
update cell_overrides o set key_name = k.name from api_keys k where k.org_id = o.org_id and k.key_id = o.author;
update cell_messages m set key_name = k.name from api_keys k where k.org_id = m.org_id and k.key_id = m.author;
update cell_overrides o set undo_to = d.plan_number
  from plan_decisions d
 where o.origin = 'undo' and d.org_id = o.org_id and d.pool_id = o.pool_id and d.id = o.decision_id;
alter table plan_decisions force row level security;
alter table cell_overrides force row level security;
alter table cell_messages force row level security;
