create role app;
create table notes (id int, owner text, open boolean);
create table shared (id int);
alter table notes enable row level security, force row level security;
create policy own on notes to app using (owner = current_user) with check (owner = current_user and open);
create policy seen on notes as restrictive for update to app using (id in (select id from shared));
comment on policy own on notes is 'What is mine.';
alter table shared enable row level security;
