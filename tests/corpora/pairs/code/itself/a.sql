-- Views that read from themselves, which nothing but making them twice can make.
create table t (id int, name text);
create view v as select id, name from t;
create or replace view v as select id, name from v;
create view over as select id from v;
create view gone as select 1 as a;
create or replace view gone as select a from gone where a > 0;
create view plain as select id, name from t;
