-- Children with rows are dropped, and their parents, too.
create table top (id serial primary key, n int, g int generated always as (n * 2) stored);
create table c (extra text, s serial, i int generated always as identity) inherits (top);
create table d () inherits (top);
create table e (n int not null) inherits (top);
create index c_n on c (n);
alter table c add unique (extra);
create table other (id int primary key);
alter table d add foreign key (id) references other;
insert into top (n) values (1);
insert into c (n, extra) values (2, 'a'), (3, 'b');
insert into other values (4);
insert into d (n) values (4);
insert into e (n) values (5);
create table gone (id int default 3);
create table gone_1 (n int) inherits (gone);
insert into gone_1 values (1, 2);
