create table t (id int primary key, name varchar(20), gone int, n int);
create view one as select id, name from t;
create view two as select id, name || '!' as loud from one;
create materialized view three as select two.loud, count(*) as many from two group by 1;
create unique index three_loud on three (loud);
create rule silent as on delete to t do instead nothing;
create function from_view() returns setof two language sql as $$ select * from two $$;
