#include <string.h>

#include "database/database.h"

/*
 * One row in every table that has none, as far as its constraints let it: each column without a
 * default gets a plain value of its type, or the one that its foreign key wants. Tables that refer
 * to others come in a later round.
 */
static const char fill[] =
#include "templates/rows_fill.sql.inc"
    ;

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
