-- A line for each column that holds values of its own, whatever the order of the rows.
CREATE FUNCTION pg_temp.contents() RETURNS SETOF text LANGUAGE plpgsql AS $contents$
DECLARE
    col record; line text;
BEGIN
    FOR col IN
        SELECT format('%I.%I', n.nspname, c.relname) AS tab, quote_ident(a.attname) AS name,
            format_type(a.atttypid, a.atttypmod) AS type
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_.*|information_schema|modelgen|modelgen_dropped_.*)$'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname !~ '^_dropped_[0-9a-f]{12}_'
        ORDER BY 1, 2
    LOOP
        EXECUTE format('SELECT %L || coalesce(string_agg(coalesce(%s::text, ''-''), ''|'' ORDER BY %s::text COLLATE "C"), '''')'
            ' || '' of '' || count(*) FROM ONLY %s', col.tab || '.' || col.name || ' ' || col.type || ' holds ',
            col.name, col.name, col.tab) INTO line;
        RETURN NEXT replace(replace(line, E'\n', '\n'), E'\r', '\r');
    END LOOP;
END $contents$;
SELECT pg_temp.contents();
