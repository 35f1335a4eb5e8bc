insert into users (email) values ('a'), ('B');
