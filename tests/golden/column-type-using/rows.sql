insert into users (active, email) values (true, 'a'), (false, 'b');
