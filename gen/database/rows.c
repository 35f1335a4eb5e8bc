#include <string.h>

#include "database/database.h"

/*
 * One row in every table that has none, as far as its constraints let it: each column without a
 * default gets a plain value of its type, or the one that its foreign key wants. Tables that refer
 * to others come in a later round.
 */
static const char fill[] =
    "DO $fill$\n"
    "DECLARE\n"
    "    tab record; col record; names text; vals text; taken boolean;\n"
    "BEGIN\n"
    "FOR round IN 1..4 LOOP\n"
    "FOR tab IN\n"
    "    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name\n"
    "    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace\n"
    "    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_.*|information_schema|modelgen)$'\n"
    "    ORDER BY c.oid\n"
    "LOOP\n"
    "    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', tab.name) INTO taken;\n"
    "    CONTINUE WHEN taken;\n"
    "    names := ''; vals := '';\n"
    "    FOR col IN\n"
    "        SELECT quote_ident(a.attname) AS name, format_type(a.atttypid, a.atttypmod) AS type,\n"
    "            CASE WHEN f.oid IS NOT NULL THEN (\n"
    "                SELECT format('(SELECT %I FROM %s LIMIT 1)', r.attname, "
    "f.confrelid::regclass)\n"
    "                FROM pg_attribute r WHERE r.attrelid = f.confrelid\n"
    "                AND r.attnum = f.confkey[array_position(f.conkey, a.attnum)])\n"
    "            WHEN b.typtype = 'e' THEN (SELECT quote_literal(enumlabel) FROM pg_enum\n"
    "                WHERE enumtypid = b.oid ORDER BY enumsortorder LIMIT 1)\n"
    "            ELSE quote_literal(CASE\n"
    "                WHEN b.typcategory IN ('A') OR b.typname ~ 'multirange$' THEN '{}'\n"
    "                WHEN b.typcategory = 'R' THEN 'empty'\n"
    "                WHEN b.typcategory = 'B' THEN 'true'\n"
    "                WHEN b.typcategory IN ('N', 'V') THEN '1'\n"
    "                WHEN b.typcategory = 'S' THEN 'x'\n"
    "                WHEN b.typcategory = 'I' THEN '127.0.0.1'\n"
    "                WHEN b.typcategory = 'T' THEN '1 day'\n"
    "                WHEN b.typname ~ '^time(tz)?$' THEN '12:00'\n"
    "                WHEN b.typcategory = 'D' THEN '2026-01-01'\n"
    "                WHEN b.typname ~ '^json' THEN '{}'\n"
    "                WHEN b.typname = 'uuid' THEN '00000000-0000-0000-0000-000000000001'\n"
    "                WHEN b.typname = 'bytea' THEN 'x'\n"
    "                WHEN b.typname IN ('point') THEN '(1,1)'\n"
    "                WHEN b.typname IN ('lseg', 'box', 'path', 'polygon') THEN '((0,0),(1,1))'\n"
    "                WHEN b.typname = 'line' THEN '{1,1,1}'\n"
    "                WHEN b.typname = 'circle' THEN '<(0,0),1>'\n"
    "                WHEN b.typname = 'xml' THEN '<x/>'\n"
    "                WHEN b.typname ~ '^macaddr' THEN '08:00:2b:01:02:03'\n"
    "                WHEN b.typname ~ '^ts(vector|query)$' THEN 'x'\n"
    "            END) END AS value\n"
    "        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid\n"
    "        JOIN pg_type b ON b.oid = CASE y.typtype WHEN 'd' THEN y.typbasetype ELSE y.oid END\n"
    "        LEFT JOIN LATERAL (SELECT * FROM pg_constraint k WHERE k.conrelid = tab.oid\n"
    "            AND k.contype = 'f' AND a.attnum = ANY (k.conkey) ORDER BY k.oid LIMIT 1) f ON "
    "true\n"
    "        WHERE a.attrelid = tab.oid AND a.attnum > 0 AND NOT a.attisdropped\n"
    "        AND a.attgenerated = '' AND a.attidentity = '' AND NOT a.atthasdef\n"
    "        ORDER BY a.attnum\n"
    "    LOOP\n"
    "        names := names || ', ' || col.name;\n"
    "        vals := vals || ', ' || format('CAST(%s AS %s)', coalesce(col.value, 'NULL'), "
    "col.type);\n"
    "    END LOOP;\n"
    "    BEGIN\n"
    "        IF names = '' THEN\n"
    "            EXECUTE format('INSERT INTO %s DEFAULT VALUES', tab.name);\n"
    "        ELSE\n"
    "            EXECUTE format('INSERT INTO %s (%s) SELECT %s', tab.name, substr(names, 3), "
    "substr(vals, 3));\n"
    "        END IF;\n"
    "    EXCEPTION WHEN OTHERS THEN\n"
    "        NULL; -- a check that no plain value passes: this table stays empty\n"
    "    END;\n"
    "END LOOP;\n"
    "END LOOP;\n"
    "END $fill$";

/* Every row of every table, a line each; the order of columns and rows does not count. */
static const char read[] =
    "CREATE FUNCTION pg_temp.rows() RETURNS text LANGUAGE plpgsql AS $rows$\n"
    "DECLARE\n"
    "    tab record; found_rows text; result text := '';\n"
    "BEGIN\n"
    "FOR tab IN\n"
    "    SELECT format('%I.%I', n.nspname, c.relname) AS name\n"
    "    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace\n"
    "    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_.*|information_schema|modelgen)$'\n"
    "    ORDER BY 1\n"
    "LOOP\n"
    "    EXECUTE format('SELECT string_agg(%L || to_jsonb(t)::text || E''\\n'', '''' ORDER BY "
    "to_jsonb(t)::text) '\n"
    "                   'FROM %s t', tab.name || ' ', tab.name) INTO found_rows;\n"
    "    result := result || coalesce(found_rows, '');\n"
    "END LOOP;\n"
    "RETURN result;\n"
    "END $rows$;\n"
    "SELECT pg_temp.rows()";

static const char empty[] =
    "DO $empty$\n"
    "DECLARE\n"
    "    names text;\n"
    "BEGIN\n"
    "    SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ') INTO names\n"
    "    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace\n"
    "    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_.*|information_schema|modelgen)$';\n"
    "    IF names IS NOT NULL THEN\n"
    "        EXECUTE 'TRUNCATE ' || names;\n"
    "    END IF;\n"
    "END $empty$";

bool rows_fill(struct arena *arena, const char *url, struct diags *diags)
{
    return database_run(arena, url, fill, diags);
}

bool rows_empty(struct arena *arena, const char *url, struct diags *diags)
{
    return database_run(arena, url, empty, diags);
}

const char *rows_read(struct arena *arena, const char *url, struct diags *diags)
{
    return database_query(arena, url, read, diags);
}
