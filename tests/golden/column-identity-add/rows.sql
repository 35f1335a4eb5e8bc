insert into counters (name, n, m) values ('a', 1, 1), ('b', 2, 2);
