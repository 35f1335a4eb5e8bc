create type address as (street text, city varchar(80), country text);
comment on column address.city is 'Where.';
create table people (id int primary key, home address, others address[]);
create type span as range (subtype = float8, subtype_diff = float8mi);
create table spans (s span);
create domain place as address check ((value).country is not null);
create table shops (id int primary key, at place, check ((at).city <> 'x'));
