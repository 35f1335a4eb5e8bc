create schema sales;
create type sales.state as enum ('a', 'b');
create table sales.orders (id int primary key, state sales.state default 'a');
create table plain (id int references sales.orders);
comment on schema sales is 'What is sold.';
