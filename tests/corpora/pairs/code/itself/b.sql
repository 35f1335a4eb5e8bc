create table t (id bigint, name text);
create view v as select id::int, name from t;
create or replace view v as select id, name from v where id > 0;
create view over as select id, name from v;
create view new as select 1::numeric(10, 2) as a;
create or replace view new as select a from new;
comment on view new is 'itself';
create view plain as select id::int, name from t;
create or replace view plain as select id, name from plain;
