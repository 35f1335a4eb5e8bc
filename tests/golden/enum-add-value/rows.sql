insert into users (state) values ('active'), ('banned');
