INSERT INTO plain (name) VALUES ('a'), ('b');
INSERT INTO "full" VALUES (1, 'x', 'y', 2.5, 3);
