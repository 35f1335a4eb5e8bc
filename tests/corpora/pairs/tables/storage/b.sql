create unlogged table a (x text, y integer) with (fillfactor = 70, autovacuum_enabled = off);
alter table a alter x set storage external, alter x set statistics 200, alter y set (n_distinct = 5);
create table b (x text not null);
create unique index b_x on b (x);
alter table b replica identity using index b_x;
alter table b cluster on b_x;
create table c (x integer primary key);
