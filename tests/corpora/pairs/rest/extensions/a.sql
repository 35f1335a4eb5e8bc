create extension citext;
create table t (a citext, b text);
create publication changes for table t;
