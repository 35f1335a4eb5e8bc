-- Indexes of partitions have names, comments and marks of their own while a column changes its type.
create table p (id int, n int, x varchar(10), primary key (id)) partition by range (id);
create table p1 partition of p for values from (0) to (100);
create table p2 partition of p for values from (100) to (200) partition by range (id);
create table p21 partition of p2 for values from (100) to (150);
create index p_n on p (n);
create index p_nx on p (x, n);
comment on index p_n is 'of all';
comment on index p1_n_idx is 'of p1';
comment on index p21_n_idx is 'of p21';
comment on index p2_n_idx is 'of p2';
comment on column p1.n is 'n of p1';
comment on constraint p1_pkey on p1 is 'key of p1';
alter table p1 cluster on p1_n_idx;
alter index p1_n_idx rename to other_name;
create statistics p_s on n, x from p;
