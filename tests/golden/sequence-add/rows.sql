INSERT INTO billing.invoices (title) VALUES ('a'), ('b');
