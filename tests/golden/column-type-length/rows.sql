insert into users (a, b, c, d, e) values ('a', 'b', 'c', '2024-01-01', 1.25);
insert into users (a, b, c, d, e) values ('long', 'longer', 'c', '2024-01-01 00:00:00.123456+00', 1.75);
