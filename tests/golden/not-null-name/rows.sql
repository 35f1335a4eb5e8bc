insert into orders (state, who, place, note) values ('open', 'me', 'here', 'x');
