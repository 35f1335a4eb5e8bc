insert into users (email, avatar, age) values ('a', 'b', 3);
