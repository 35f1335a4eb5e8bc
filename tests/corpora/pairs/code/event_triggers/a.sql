create table t (id integer);
create function refuse_a() returns event_trigger language plpgsql as $$
begin raise exception '% is refused', tg_tag; end $$;
create event trigger refuse_a on ddl_command_start execute function refuse_a();
comment on event trigger refuse_a is 'nothing changes here';
