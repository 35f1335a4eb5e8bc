create schema one; create schema two;
create table one.t (id bigint primary key, n int);
create view two.v as select id, n from one.t;
create view public.w as select id from two.v;
create materialized view one.m as select n from two.v;
create rule r as on insert to two.v do instead insert into one.t values (new.id, new.n);
create function f() returns bigint language sql stable as 'select count(*) from two.v';
create view uses_f as select f() as n;
create table d (n bigint default f());
