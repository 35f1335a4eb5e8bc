create table animals (id int not null, name text default 'y' check (name <> ''), legs int);
create table cats (lives int);
alter table cats add id int not null, add name text default 'x', add legs int;
create table dogs (id int not null, name text default 'y') inherits (animals);
create table wolves (packs int) inherits (dogs);
