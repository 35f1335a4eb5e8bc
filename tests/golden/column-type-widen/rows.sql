insert into users (email) values ('ann@example.org'), ('bob@example.org');
insert into posts (author_id) values (1), (2);
