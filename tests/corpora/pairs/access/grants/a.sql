create role reader; create role writer; create role owner_of;
create table t (id int, secret text);
create sequence s;
create function f() returns int language sql as 'select 1';
grant select on t to reader;
grant usage on sequence s to reader;
revoke execute on function f() from public;
