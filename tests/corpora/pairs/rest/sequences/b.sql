create sequence numbers as integer increment by 2 minvalue 0 maxvalue 1000 start 10 cache 5 cycle;
create sequence more owned by none;
create table t (id int default nextval('numbers'), n bigint default nextval('more'));
alter sequence more owned by t.n;
comment on sequence numbers is 'Counted.';
