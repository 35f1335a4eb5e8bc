create table r (id int primary key);
create table p (id int not null, n bigint, r int references r, fresh int default 7) partition by range (id);
create index p_n on p (n);
create table p1 partition of p for values from (0) to (10);
create function trg() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger tr after insert on p for each row execute function trg();
