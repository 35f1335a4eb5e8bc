insert into users (a, b, c, d, e) values ('a', 'b', 'c', '2024-01-01', 1.25);
