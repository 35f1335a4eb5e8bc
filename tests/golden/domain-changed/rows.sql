INSERT INTO users VALUES (1, 'x@y', 7, 'HEY', 'w@w');
