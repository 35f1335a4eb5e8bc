-- What psql would take as well.
CREATE OR REPLACE FUNCTION touch() RETURNS trigger
AS $body$
BEGIN
    NEW.name = lower(NEW.name);
    RETURN later(NEW);
END;
$body$ LANGUAGE 'plpgsql' SET search_path TO public, pg_temp;
