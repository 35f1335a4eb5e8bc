create role app;
create table notes (id int, owner text, open boolean);
alter table notes enable row level security;
create policy own on notes using (owner = current_user);
create policy seen on notes for select to app using (open);
