insert into teams values (1, 1);
