create table top (id serial primary key, n int, g int generated always as (n * 2) stored);
create table d () inherits (top);
