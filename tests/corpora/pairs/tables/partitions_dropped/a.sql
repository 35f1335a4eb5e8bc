-- Partitions with rows are dropped: alone, with those below them, and with the whole.
create table r (id int primary key);
insert into r values (1),(2),(11);
create table p (id int not null, n int, r int references r) partition by range (id);
create index p_n on p (n);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create table p3 partition of p for values from (20) to (30) partition by list (n);
create table p31 partition of p3 for values in (1);
create index p2_own on p2 (n, id);
create function trg() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger tr after insert on p for each row execute function trg();
insert into p values (1,1,1),(11,2,11),(21,1,2);
create table whole (id int primary key) partition by range (id);
create table whole_1 partition of whole for values from (0) to (10);
insert into whole values (1);
