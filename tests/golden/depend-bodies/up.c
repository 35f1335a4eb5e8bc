/*
 * change
 *
 * Revision:  002  3cb02071d0ab
 * Revises:   001  a0fef02300dd
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    execute(m, "SET check_function_bodies = off");

    create_table(m, "nodes",
        COLUMN("id",    "bigint",  NOT_NULL),
        COLUMN("depth", "integer"),
        PRIMARY_KEY("id"));

    create_function(m, "depth(n nodes)", RETURNS("integer"), LANGUAGE("sql"), BODY("SELECT 1"));
    alter_column(m, "nodes", "depth", DEFAULT("depth(NULL::nodes)"));
    create_view(m, "seen", QUERY("SELECT depth(nodes) AS d FROM nodes"));

    create_function(m, "how_many()", RETURNS("bigint"), LANGUAGE("sql"),
        BODY("SELECT count(*) FROM seen"));

    create_table(m, "logs",
        COLUMN("id", "bigint", NOT_NULL),
        COLUMN("n",  "bigint", DEFAULT("how_many()")),
        PRIMARY_KEY("id"));

    create_function(m, "a_first()", RETURNS("bigint"), LANGUAGE("plpgsql"),
        BODY("BEGIN RETURN z_last(); END"));

    create_function(m, "z_last()", RETURNS("bigint"), LANGUAGE("plpgsql"),
        BODY("BEGIN RETURN a_first(); END"));

    create_function(m, "even(integer)", RETURNS("boolean"), LANGUAGE("sql"),
        BODY("SELECT CASE $1 WHEN 0 THEN true ELSE odd($1 - 1) END"));

    create_function(m, "odd(integer)", RETURNS("boolean"), LANGUAGE("sql"),
        BODY("SELECT CASE $1 WHEN 0 THEN false ELSE even($1 - 1) END"));
}

static void downgrade(migration *m)
{
    drop_view(m, "seen");
    alter_column(m, "nodes", "depth", NO_DEFAULT);
    drop_table(m, "logs");
    drop_function(m, "a_first()");
    drop_function(m, "depth(nodes)");
    drop_table(m, "nodes");
    drop_function(m, "even(integer)");
    drop_function(m, "how_many()");
    drop_function(m, "odd(integer)");
    drop_function(m, "z_last()");
}

MIGRATION(.number = 2, .revision = "3cb02071d0ab", .down_revision = "a0fef02300dd", .name = "change");
