create table animals (id int not null, name text default 'y' check (name <> ''), legs int);
create table cats (lives int, claws bool default true) inherits (animals);
create table dogs (id int not null, name text default 'y' constraint animals_name_check check (name <> ''), legs int) inherits (animals);
create table wolves (packs int) inherits (dogs);
