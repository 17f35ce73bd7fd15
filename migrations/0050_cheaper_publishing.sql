-- What a plan of 10,000 cells costs to publish where all of them changed. Each row here is replaced with every plan that moves
-- it; with room beside it the new one needs no new entry in two indexes. Pages that are full already fill up anew as their
-- rows move on.
alter table recommendations set (fillfactor = 50);
alter table gate_state set (fillfactor = 50);
