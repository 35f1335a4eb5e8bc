insert into users (email, age) values ('a', 3);
