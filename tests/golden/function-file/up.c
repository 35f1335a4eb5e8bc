/*
 * change
 *
 * Revision:  002  1cbea7fcfa86
 * Revises:   001  a64d300befaf
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_function(m, "add(integer, integer)");
    create_schema(m, "math");

    create_function(m, "math.add(a integer, OUT b integer, OUT c bigint)", RETURNS("SETOF record"),
        ATOMIC("BEGIN ATOMIC\n"
               "        SELECT CASE WHEN a > 1 THEN 1 END, 2::bigint;\n"
               "    END"));

    comment(m, ON_FUNCTION("add(text, text)"), "both");

    create_function(m, "touch()", OR_REPLACE, RETURNS("trigger"), LANGUAGE("plpgsql"),
        SET("search_path=public, pg_temp"),
        BODY("\n"
             "BEGIN\n"
             "    NEW.name = lower(NEW.name);\n"
             "    RETURN later(NEW);\n"
             "END;\n"));

    create_procedure(m, "math.reset()", LANGUAGE("plpgsql"), BODY("BEGIN NULL; END"));
}

static void downgrade(migration *m)
{
    drop_procedure(m, "math.reset()");
    drop_function(m, "math.add(integer)");
    drop_schema(m, "math");

    create_function(m, "add(integer, integer)", RETURNS("integer"), LANGUAGE("sql"),
        BODY("SELECT $1 + $2"));

    comment(m, ON_FUNCTION("add(text, text)"), "it's both");

    create_function(m, "touch()", OR_REPLACE, RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("\n"
             "BEGIN\n"
             "    NEW.name = lower(NEW.name);\n"
             "    RETURN NEW;\n"
             "END;\n"));
}

MIGRATION(.number = 2, .revision = "1cbea7fcfa86", .down_revision = "a64d300befaf", .name = "change");
