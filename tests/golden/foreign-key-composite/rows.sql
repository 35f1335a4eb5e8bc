insert into teams values (1, 1); insert into members values (1, 1, 1);
