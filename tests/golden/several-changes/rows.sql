insert into users (email, nick) values ('a', 'x'); insert into posts (author_id) values (1);
