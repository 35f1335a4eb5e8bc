/*
 * change
 *
 * Revision:  002  8179a607dcaf
 * Revises:   001  0046054e1c38
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_function(m, "add(integer, integer)", IMMUTABLE, STRICT, PARALLEL(safe), COST(5));

    create_function(m, "half(x integer)", OR_REPLACE, RETURNS("integer"), IMMUTABLE,
        ATOMIC("BEGIN ATOMIC\n"
               "SELECT x / 2;\n"
               "END"));

    alter_function(m, "lookup(text)", IMMUTABLE, ROWS(1000), RESET("search_path"),
        SET("work_mem=32MB"));

    create_function(m, "secret()", OR_REPLACE, RETURNS("void"), LANGUAGE("plpgsql"),
        SECURITY_DEFINER, LEAKPROOF, SET("search_path=pg_catalog, \"$user\", \"\""),
        BODY("BEGIN PERFORM 1; END"));

    alter_procedure(m, "tidy(integer)", SECURITY_DEFINER, SET("lock_timeout=5000"));
}

static void downgrade(migration *m)
{
    alter_function(m, "add(integer, integer)", VOLATILE, CALLED_ON_NULL_INPUT, PARALLEL(unsafe),
        COST(100));

    create_function(m, "half(x integer)", OR_REPLACE, RETURNS("integer"), ATOMIC("RETURN x / 2"));

    create_function(m, "lookup(text)", OR_REPLACE, RETURNS("SETOF text"), LANGUAGE("plpgsql"),
        STABLE, ROWS(10), SET("search_path=public", "work_mem=64MB"),
        BODY("BEGIN RETURN NEXT $1; END"));

    create_function(m, "secret()", OR_REPLACE, RETURNS("void"), LANGUAGE("plpgsql"),
        BODY("BEGIN END"));

    alter_procedure(m, "tidy(integer)", SECURITY_INVOKER, RESET("lock_timeout"));
}

MIGRATION(.number = 2, .revision = "8179a607dcaf", .down_revision = "0046054e1c38", .name = "change");
