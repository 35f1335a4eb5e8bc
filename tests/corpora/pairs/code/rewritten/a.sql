create table t (id int primary key, n int, txt text);
create view uses_n as select n from t;
create index t_n on t ((n + 1)) where n > 0;
alter table t enable row level security;
create policy own on t using (n = 1);
create table g (n int, twice int generated always as (n * 2) stored);
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger trg before update on t for each row when (new.n > 0) execute function touch();
