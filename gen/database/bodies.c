/* Bodies of functions, looked at by the validators of their languages. */
#include <string.h>

#include "database/database.h"

/* What CREATE FUNCTION would have said: a line "name<tab>message" for each that is broken. */
static const char check[] =
    "SET check_function_bodies = on;"
    "CREATE FUNCTION pg_temp.modelgen_validate(f oid, validator regproc) RETURNS text"
    " LANGUAGE plpgsql AS $$"
    " BEGIN EXECUTE format('SELECT %s($1)', validator) USING f; RETURN NULL;"
    " EXCEPTION WHEN others THEN RETURN SQLERRM; END $$;"
    "SELECT string_agg(name || E'\\t' || translate(message, E'\\n\\t', '  '), E'\\n' ORDER BY name)"
    " FROM (SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END || ' \"' ||"
    " CASE n.nspname WHEN current_schema() THEN '' ELSE n.nspname || '.' END || p.proname || '(' ||"
    " oidvectortypes(p.proargtypes) || ')\"' AS name,"
    " pg_temp.modelgen_validate(p.oid, l.lanvalidator) AS message"
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " JOIN pg_language l ON l.oid = p.prolang AND l.lanvalidator <> 0"
    " WHERE p.oid >= 16384 AND p.prokind <> 'a' AND n.nspname !~ '^pg_|^modelgen$'"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid"
    " AND d.deptype = 'e')) checked WHERE message IS NOT NULL";

bool bodies_check(struct arena *arena, const char *url, struct strings *broken, struct diags *diags)
{
    const char *text = database_query(arena, url, check, diags);

    while (text && *text) {
        size_t n = strcspn(text, "\n");

        strings_add(arena, broken, arena_strndup(arena, text, n));
        text += n + (text[n] == '\n');
    }
    return text != NULL;
}
