create type mood as enum ('sad', 'fine', 'happy', 'great');
create table people (id int primary key, now mood not null default 'fine', past mood[] default '{sad,fine}', nick text);
create index people_sad on people (id) where now = 'sad';
create view sad as select id from people where now = 'sad' or 'great' = any (past);
create function is_happy(m mood) returns boolean language sql immutable as $$ select m >= 'happy'::mood $$;
