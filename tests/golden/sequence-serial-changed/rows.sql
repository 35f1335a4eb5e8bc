INSERT INTO users (email) VALUES ('a'), ('b'), ('c');
DELETE FROM users WHERE email = 'c';
INSERT INTO billing.orders DEFAULT VALUES;
INSERT INTO billing.orders DEFAULT VALUES;
INSERT INTO "Odd Orders" DEFAULT VALUES;
