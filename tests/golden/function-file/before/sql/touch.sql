CREATE FUNCTION touch() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.name = lower(NEW.name);
    RETURN NEW;
END;
$$;
