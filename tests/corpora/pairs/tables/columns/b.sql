create table users (
    id bigint generated always as identity primary key,
    email varchar(200) not null unique,
    state text not null default 'fresh' check (state <> ''),
    made timestamptz not null default now(),
    points integer not null default 0,
    twice integer generated always as (points * 2) stored
);
comment on column users.points is 'How many.';
