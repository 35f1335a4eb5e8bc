insert into users (email) values ('ann@example.org'), ('bob@example.org');
insert into posts (author_id, title) values (1, 'one');
