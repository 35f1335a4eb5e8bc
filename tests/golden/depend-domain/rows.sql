INSERT INTO users (id, mail, held, all_of) VALUES (1, 'x', '(y,3)', '{z}'), (2, 'b', NULL, NULL);
