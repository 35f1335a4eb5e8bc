create table t (a int, b text, c jsonb);
create index one on t (a, b desc);
create index two on t using gin (c);
create index three on t (lower(b)) where a > 0;
create statistics st (ndistinct) on a, b from t;
