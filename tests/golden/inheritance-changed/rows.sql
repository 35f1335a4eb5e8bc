INSERT INTO animals (name) VALUES ('worm');
INSERT INTO dogs (id, name, barks) VALUES (10, 'rex', true);
INSERT INTO cats (id, name) VALUES (11, 'tom');
INSERT INTO strays VALUES (12, 'x', 4);
INSERT INTO trees VALUES ('oak', 20);
