INSERT INTO countries VALUES ('at', 'Austria'), ('nl', 'Netherlands');
INSERT INTO currencies VALUES ('eur');
INSERT INTO tenants VALUES (1, 'at'), (2, 'nl');
INSERT INTO orders VALUES (1, 1, 'eur'), (2, 1, 'eur'), (2, 2, NULL);
INSERT INTO events VALUES (1, 1, 1, 1, 'x'), (2, 1, 2, 1, 'y');
INSERT INTO devices VALUES (1, 10), (2, 20);
INSERT INTO notes VALUES (1, 'a');
INSERT INTO old VALUES (5);
INSERT INTO lines VALUES (1, 1, 'eur'), (2, 2, NULL);
