INSERT INTO users (id, age, name) VALUES (1, 20, 'a'), (2, NULL, 'b'), (3, 120, 'c');
