create table animals (id int not null, name text default 'x' check (name <> ''));
create table cats (lives int) inherits (animals);
create table dogs (id int not null, name text default 'x' check (name <> ''));
