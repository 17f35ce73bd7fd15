-- What was reported as spent and booked is removed once nothing reads its day any more. No index: the primary key is read place by place,
-- once an hour, and one more index would be written with every report.
grant delete on actuals to sluice_worker;
