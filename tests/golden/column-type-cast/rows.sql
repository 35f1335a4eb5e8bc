insert into users (age, size, price) values ('3', 4, 5.25), (null, null, null);
