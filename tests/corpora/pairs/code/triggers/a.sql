create table t (id int primary key, n int);
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before insert or update on t for each row execute function touch();
create trigger two after delete on t for each statement execute function touch('a');
create function told() returns event_trigger language plpgsql as $$ begin raise notice 'x'; end $$;
create event trigger told on ddl_command_end execute function told();
