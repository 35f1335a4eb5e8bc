/*
 * change
 *
 * Revision:  002  05243b084e9c
 * Revises:   001  e74bd5e20ae1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "users", "people");
    rename_constraint(m, "people", "users_pkey", "people_pkey");
    drop_function(m, "f(integer)");
    drop_function(m, "total(integer)");

    create_function(m, "everyone()", OR_REPLACE, RETURNS("SETOF people"), LANGUAGE("sql"),
        BODY("SELECT * FROM people"));

    create_procedure(m, "f(a integer)", LANGUAGE("plpgsql"), BODY("BEGIN END"));
    create_aggregate(m, "total(a integer)", SFUNC("int4pl"), STYPE("integer"));
}

static void downgrade(migration *m)
{
    rename_table(m, "people", "users");
    rename_constraint(m, "users", "people_pkey", "users_pkey");
    drop_aggregate(m, "total(integer)");
    drop_procedure(m, "f(integer)");

    create_function(m, "everyone()", OR_REPLACE, RETURNS("SETOF users"), LANGUAGE("sql"),
        BODY("SELECT * FROM users"));

    create_function(m, "f(a integer)", RETURNS("void"), LANGUAGE("plpgsql"), BODY("BEGIN END"));
    create_function(m, "total(a integer)", RETURNS("integer"), LANGUAGE("sql"), BODY("SELECT a"));
}

MIGRATION(.number = 2, .revision = "05243b084e9c", .down_revision = "e74bd5e20ae1", .name = "change");
