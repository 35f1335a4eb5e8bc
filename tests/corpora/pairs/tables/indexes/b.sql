create table t (a int, b text, c jsonb);
create unique index one on t (a, b desc nulls last) include (c);
create index two on t using gin (c jsonb_path_ops) with (fastupdate = off);
create index three on t (upper(b), (a + 1)) where a > 1;
alter index three alter column 2 set statistics 300;
create statistics st (ndistinct, mcv) on a, b, (a + 1) from t;
alter statistics st set statistics 50;
comment on statistics st is 'Together.';
comment on index three is 'The third.';
