create foreign data wrapper nothing;
create server far foreign data wrapper nothing options (host 'a', port '1');
create user mapping for public server far options (user 'x');
create foreign table over_there (id int not null, name text options (column_name 'n')) server far options (table_name 't');
