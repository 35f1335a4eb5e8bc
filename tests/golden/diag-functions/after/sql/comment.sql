COMMENT ON FUNCTION nothing() IS 'x';
