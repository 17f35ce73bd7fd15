-- The pool revision at which a place last became one of the pool's. While it was none, events were not stamped to the
-- pool: a gate memory of an earlier revision has a hole there, and the place is folded anew from the log.
alter table cells add column adopted_revision bigint not null default 0;

-- Memories stored before may have such holes; they are a cache, and each is made anew from the log when it is next needed.
truncate gate_state;
