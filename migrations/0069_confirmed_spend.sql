-- Spend that somebody confirmed takes no part in telling whether a day's channels come to more than can be: it was looked at.
alter table actuals add column spend_confirmed boolean not null default false;
