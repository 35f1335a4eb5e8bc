insert into counters (name, n) values ('a', 1);
