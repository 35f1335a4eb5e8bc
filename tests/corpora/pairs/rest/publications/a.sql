create schema sp;
create table sp.p (id int primary key, n int) partition by range (id);
create table sp.p1 partition of sp.p for values from (0) to (10);
create table q (id int primary key, a int, b text);
create table r (id int primary key);
create publication one for table sp.p with (publish_via_partition_root = true);
create publication two for table q (id, a) where (a > 0), sp.p1;
create publication three for all tables with (publish = 'insert');
create publication four for tables in schema sp;
