INSERT INTO users VALUES (1, 'x@y', '1');
