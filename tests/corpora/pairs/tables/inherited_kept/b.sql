create table stamps (created_at timestamp default now());
create table notes (n integer, gone integer) inherits (stamps);
alter table notes drop column gone;
alter table notes add column e integer;
create table places (width integer);
create table sites (id bigserial not null);
create table rooms (area polygon) inherits (sites);
create table halls (id bigint not null, seats integer) inherits (places, sites);
