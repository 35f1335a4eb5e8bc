create table t (a int);
create table u (id serial primary key, other bigint);
