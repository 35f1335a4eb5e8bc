insert into users (state) values ('gone');
