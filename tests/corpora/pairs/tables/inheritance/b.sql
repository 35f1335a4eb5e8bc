create table animals (id int not null, name text default 'y' check (name <> ''), legs int);
create table cats (id int not null, name text default 'x', lives int, legs int);
create table dogs (id int not null, name text default 'y' constraint animals_name_check check (name <> ''), legs int) inherits (animals);
create table wolves (packs int) inherits (dogs);
