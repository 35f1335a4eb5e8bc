create table t (id integer, name text);
grant select on t to public;
alter default privileges grant select on tables to public;
create function refuse_b() returns event_trigger language plpgsql as $$
begin raise exception '% is refused', tg_tag; end $$;
create event trigger refuse_b on ddl_command_start execute function refuse_b();
create event trigger again on ddl_command_end execute function refuse_b();
