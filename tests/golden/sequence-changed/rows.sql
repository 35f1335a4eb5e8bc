INSERT INTO billing.invoices (title) VALUES ('a'), ('b');
INSERT INTO billing.receipts DEFAULT VALUES;
