/*
 * change
 *
 * Revision:  002  0069e9f6239e
 * Revises:   001  f6a6488aa6cf
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_function(m, "f(integer)");
    drop_function(m, "g(integer)");

    create_function(m, "f(a integer, OUT b integer, OUT d text)", LANGUAGE("plpgsql"),
        BODY("BEGIN b := a; END"));

    create_function(m, "g(a integer)", RETURNS("TABLE(x integer, y text)"), LANGUAGE("sql"),
        BODY("SELECT a, ''"));

    create_function(m, "h(a integer, b integer DEFAULT 1)", OR_REPLACE, RETURNS("integer"),
        LANGUAGE("sql"), BODY("SELECT a"));

    create_function(m, "is_name(who text)", OR_REPLACE, RETURNS("boolean"), LANGUAGE("sql"),
        IMMUTABLE, BODY("SELECT who <> ''"));

    comment(m, ON_FUNCTION("is_name(text)"), "Is it a good name?");

    create_function(m, "o(a text, VARIADIC b text[])", RETURNS("text"), LANGUAGE("sql"),
        BODY("SELECT a"));

    comment(m, ON_FUNCTION("o(text, text[])"), "an overload");
}

static void downgrade(migration *m)
{
    drop_constraint(m, "users", "users_name_check");
    drop_function(m, "f(integer)");
    drop_function(m, "g(integer)");
    drop_function(m, "h(integer, integer)");
    drop_function(m, "is_name(text)");
    drop_function(m, "o(text, text[])");

    create_function(m, "f(a integer, OUT b integer, OUT c text)", LANGUAGE("plpgsql"),
        BODY("BEGIN b := a; END"));

    create_function(m, "g(a integer)", RETURNS("TABLE(x integer)"), LANGUAGE("sql"),
        BODY("SELECT a"));

    create_function(m, "h(a integer, b integer)", RETURNS("integer"), LANGUAGE("sql"),
        BODY("SELECT a"));

    create_function(m, "is_name(text)", RETURNS("boolean"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT $1 <> ''"));
    comment(m, ON_FUNCTION("is_name(text)"), "Is it a name?");

    add_constraint(m, "users", CHECK("is_name(name)"));
}

MIGRATION(.number = 2, .revision = "0069e9f6239e", .down_revision = "f6a6488aa6cf", .name = "change");
