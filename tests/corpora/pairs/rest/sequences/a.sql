create sequence numbers;
create sequence gone start 5;
create table t (id int default nextval('numbers'));
