create table stamps (created_at timestamp default now(), e integer);
create table notes (n integer, gone integer) inherits (stamps);
create table places (id bigserial not null);
create table rooms (area polygon) inherits (places);
create table halls (id bigint not null, seats integer) inherits (places);
