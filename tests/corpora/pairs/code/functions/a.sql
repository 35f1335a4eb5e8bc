create table t (id int primary key, n int);
create function f(a int) returns int language sql immutable as $$ select a + 1 $$;
create function f(a text) returns text language plpgsql as $$ begin return a; end $$;
create function gone(a int, out b int, out c text) language sql as $$ select a, 'x' $$;
create function rows_of(n int default 3) returns setof t language sql stable as $$ select * from t where id > n $$;
create procedure p(a int) language plpgsql as $$ begin commit; end $$;
create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
create table uses (a int default f(1), check (f(a) > 0));
create index uses_f on uses (f(a));
