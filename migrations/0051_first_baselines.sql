-- What a cell was set up with, once its baseline is another; null: it never was changed since this column. Days before the pool's first plan
-- are taken as spent at it: to edit a baseline is no news of what was spent. A trigger keeps it, whatever version of a process edits.
alter table cells add column first_baseline_minor bigint;

create function keep_first_baseline() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  new.first_baseline_minor = old.baseline_daily_budget_minor;
  return new;
end
$$;
create trigger keep_first_baseline before update on cells for each row
  when (old.first_baseline_minor is null and old.baseline_daily_budget_minor <> new.baseline_daily_budget_minor)
  execute function keep_first_baseline();
