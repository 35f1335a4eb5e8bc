insert into counters (name, a, b) values ('a', 'b', 'c');
