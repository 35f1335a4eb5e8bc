insert into users (a, b) values ('a', 1);
