create schema sales;
create schema "Old Sales";
create type sales.state as enum ('a', 'between', 'b');
create table "Old Sales".orders (id int primary key, state sales.state default 'a');
create table plain (id int references "Old Sales".orders);
