-- Partitions of partitions, which get other bounds while what they have from above changes.
CREATE TABLE p (id int NOT NULL, k text, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (k);
CREATE TABLE p24a PARTITION OF p24 FOR VALUES IN ('a');
CREATE TABLE p24d PARTITION OF p24 DEFAULT;
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE UNIQUE INDEX pu ON p (id, at, k);
CREATE INDEX ON p (k);
CREATE TABLE ref (id int, at date, k text);
ALTER TABLE p ADD CONSTRAINT chk CHECK (id > 0);
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE p24a ALTER k SET DEFAULT 'a';
