insert into users (email) values ('ann@example.org'), ('bob@example.org');
insert into billing.invoices (user_id, total) values (1, 10);
