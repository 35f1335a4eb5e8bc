INSERT INTO users VALUES (1); INSERT INTO orders VALUES (1, 7, -5), (2, 1, 5);
