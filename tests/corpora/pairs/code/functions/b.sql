create table t (id int primary key, n int);
create function f(a int) returns int language sql immutable strict parallel safe as $$ select a + 2 $$;
create function f(a text, b text default '-') returns text language plpgsql security definer
    set search_path = public, pg_temp as $$ begin
    -- both
    return a || b;
end $$;
create function rows_of(n int default 4, variadic more int[] default '{}') returns table (id int, n text)
    language sql stable rows 10 cost 50 as $$ select t.id, t.n::text from t where t.id > n $$;
create procedure p(a int, inout b text default null) language plpgsql as $$ begin b := a; end $$;
create function atomic(a int) returns int begin atomic select f(a) * 2; end;
create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0', parallel = safe, combinefunc = int4pl);
comment on function f(int) is 'One more.';
comment on aggregate total(int) is 'All.';
create table uses (a int default f(2), check (f(a) > 0));
create index uses_f on uses (f(a));
