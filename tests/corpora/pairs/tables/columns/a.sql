create table users (
    id bigint generated always as identity primary key,
    email text not null unique,
    state text not null default 'new',
    born date,
    made timestamptz not null default now()
);
