-- Types, functions and tables that go aside together, as all of them move.
CREATE SCHEMA x; CREATE SCHEMA y;
CREATE TYPE x.e AS ENUM ('a');
CREATE DOMAIN x.d AS int CHECK (VALUE > 0);
CREATE TYPE x.c AS (a int, b x.e);
CREATE SEQUENCE x.s;
CREATE FUNCTION x.f(a int, b x.e) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE x.t (id serial PRIMARY KEY, k x.e, v x.d, co x.c, n int DEFAULT nextval('x.s'), CHECK (x.f(id, k) > 0));
CREATE VIEW x.v AS SELECT id, k, x.f(id, k) AS f FROM x.t;
CREATE MATERIALIZED VIEW x.mv AS SELECT * FROM x.v;
CREATE TABLE other (id int REFERENCES x.t);
