create type address as (street text, city varchar(50), zip int);
create table people (id int primary key, home address, others address[]);
create type span as range (subtype = float8);
create table spans (s span);
create domain place as address check ((value).zip > 0);
create table shops (id int primary key, at place, check ((at).city <> ''));
