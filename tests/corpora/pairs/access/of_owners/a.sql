create role corp_owner; create role corp_other;
create table t (id int, n int);
alter table t owner to corp_owner;
grant select on t to corp_owner with grant option;
create table u (id int);
alter table u owner to corp_owner;
grant all on u to corp_other with grant option;
create schema sc authorization corp_owner;
grant usage on schema sc to corp_owner with grant option;
