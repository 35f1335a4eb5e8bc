create type "Stimmung" as enum ('super', 'gut', 'naja', 'schlecht');
create domain posint as int check (value >= 0) not null;
create domain moods as "Stimmung"[] check (array_length(value, 1) < 20);
create type pair as (a posint, m "Stimmung", l moods, note text);
create domain dpair as pair check ((value).a < 2000);
create function first_mood(moods) returns "Stimmung" language sql immutable as 'select $1[1]';
create table t (id posint primary key, d dpair, p pair[], ms moods not null default '{gut,naja}',
  m "Stimmung" generated always as (ms[1]) stored,
  n int generated always as ((d).a * 2) stored,
  check ((d).m <> 'schlecht'));
create index t_first on t (first_mood(ms));
create index t_a on t (((d).a)) where (d).m = 'gut';
create view v as select id, (d).m as dm, ms, m from t;
