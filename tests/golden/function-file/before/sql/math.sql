CREATE FUNCTION add(integer, integer) RETURNS int4 LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION add(a text, b text = 'x') RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT a || b $$;
COMMENT ON FUNCTION add(text, text) IS 'it''s both';
