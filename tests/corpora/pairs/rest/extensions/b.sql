create schema ext;
create extension citext;
create extension pg_trgm schema ext;
create extension hstore;
create table t (a text, b text, h hstore default 'a=>1');
create index t_b on t using gin (b ext.gin_trgm_ops);
create table u (id int primary key, c citext);
create publication changes for table t (a, b) where (a > 'b'), u with (publish = 'insert, update');
create publication everything for all tables;
