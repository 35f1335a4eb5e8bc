create schema one; create schema two;
create table one.t (id int primary key, n int);
create view one.v as select id, n from one.t;
create view public.w as select id from one.v;
create materialized view one.m as select n from one.v;
create rule r as on insert to one.v do instead insert into one.t values (new.id, new.n);
create function f() returns bigint language sql stable as 'select count(*) from one.v';
create view uses_f as select f() as n;
create table d (n bigint default f());
