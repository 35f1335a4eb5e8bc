insert into documents (title, body) values ('a', 'b'), ('c', null);
