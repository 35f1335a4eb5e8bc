INSERT INTO items VALUES (1, 'one', 2), (2, 'two', 3);
