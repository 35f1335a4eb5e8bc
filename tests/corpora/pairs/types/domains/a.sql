create domain amount as numeric(10, 2) default 0 check (value >= 0);
create domain code as text collate "C" constraint filled check (value <> '') constraint short check (length(value) < 9);
create table prices (code code primary key, amount amount not null);
