insert into counters (name, n, m) values ('a', 1, 2);
