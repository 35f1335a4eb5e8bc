create domain amount as numeric(10, 2) default 1 not null check (value > 0);
create domain code as text collate "C" constraint filled check (value <> '');
create domain codes as code[] constraint filled check (cardinality(value) > 0);
comment on domain code is 'What is printed.';
comment on constraint filled on domain code is 'Never empty.';
create table prices (code code primary key, amount amount not null, more codes);
