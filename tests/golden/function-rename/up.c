/*
 * change
 *
 * Revision:  002  8abbd90c2754
 * Revises:   001  601971e6e403
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_type(m, "mood", "feeling");
    rename_function(m, "old_name(feeling)", "new_name(feeling)");
    rename_procedure(m, "tidy()", "clean()");
    rename_aggregate(m, "total(integer)", "sum_up(integer)");
    drop_function(m, "moved()");
    create_schema(m, "api");
    create_function(m, "api.moved()", RETURNS("integer"), LANGUAGE("sql"), BODY("SELECT 1"));

    create_function(m, "new_name(m feeling)", OR_REPLACE, RETURNS("feeling"), LANGUAGE("sql"),
        BODY("SELECT m LIMIT 1"));
}

static void downgrade(migration *m)
{
    rename_type(m, "feeling", "mood");
    rename_function(m, "new_name(mood)", "old_name(mood)");
    rename_procedure(m, "clean()", "tidy()");
    rename_aggregate(m, "sum_up(integer)", "total(integer)");
    drop_function(m, "api.moved()");
    drop_schema(m, "api");
    create_function(m, "moved()", RETURNS("integer"), LANGUAGE("sql"), BODY("SELECT 1"));

    create_function(m, "old_name(m mood)", OR_REPLACE, RETURNS("mood"), LANGUAGE("sql"),
        BODY("SELECT m"));
}

MIGRATION(.number = 2, .revision = "8abbd90c2754", .down_revision = "601971e6e403", .name = "change");
