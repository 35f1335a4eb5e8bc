create table a (x text, y integer) with (fillfactor = 80);
create table b (x text);
create index b_x on b (x);
create unlogged table c (x integer primary key);
