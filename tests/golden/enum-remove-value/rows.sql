insert into users (state) values ('active'), ('banned');
insert into users (state, past) values ('active', array['banned', 'gone', 'banned']::user_state[]), ('banned', '{}');
