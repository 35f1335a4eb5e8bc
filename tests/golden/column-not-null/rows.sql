insert into users (a, b) values ('a', 'b');
