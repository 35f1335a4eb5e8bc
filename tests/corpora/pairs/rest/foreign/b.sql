create foreign data wrapper nothing options (debug 'true');
create server far type 'x' version '2' foreign data wrapper nothing options (host 'b');
create user mapping for public server far options (user 'y', kind 'z');
create foreign table over_there (id bigint not null, name text, more int default 1) server far options (table_name 't', kind 'k');
comment on foreign table over_there is 'Not here.';
create server near foreign data wrapper nothing;
