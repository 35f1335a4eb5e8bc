-- Views and functions over the rows that functions return.
CREATE TABLE t (id int, name text);
CREATE FUNCTION f(t) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE VIEW v AS SELECT id, f(t) AS n FROM t;
CREATE VIEW w AS SELECT id FROM g();
