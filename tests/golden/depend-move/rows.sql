INSERT INTO invoices (kind, note) VALUES ('a', 'b'); INSERT INTO lines VALUES (1, 1);
