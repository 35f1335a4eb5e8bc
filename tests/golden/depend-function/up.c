/*
 * change
 *
 * Revision:  002  70e025f20c00
 * Revises:   001  aeee5ca14394
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "bounded");
    drop_view(m, "bounds");
    drop_policy(m, "users", "grown");
    drop_index(m, "idx_users_bound");
    drop_index(m, "idx_users_few");
    drop_constraint(m, "users", "users_age_check");
    alter_column(m, "users", "age", NO_DEFAULT);
    alter_column(m, "users", "other", NO_DEFAULT);
    drop_column(m, "users", "limit_of");
    drop_function(m, "bound(integer)");

    create_function(m, "bound(n integer)", RETURNS("bigint"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT n * 3::bigint"));

    alter_column(m, "users", "age", DEFAULT("bound(4)"));
    alter_column(m, "users", "other", DEFAULT("bound()"));
    add_column(m, "users", COLUMN("limit_of", "bigint", GENERATED("bound(age)")));
    add_constraint(m, "users", CHECK("age < bound(100)"));
    create_index(m, "idx_users_bound", ON("users", "bound(age)"));
    create_index(m, "idx_users_few", ON("users", "id"), WHERE("age > bound(1)"));
    create_policy(m, "users", "grown", USING("age >= bound(9)"));
    create_view(m, "bounds", QUERY("SELECT id, bound(age) AS b FROM users"));
    create_view(m, "bounded", QUERY("SELECT count(*) AS n FROM bounds"));
}

static void downgrade(migration *m)
{
    drop_view(m, "bounded");
    drop_view(m, "bounds");
    drop_policy(m, "users", "grown");
    drop_index(m, "idx_users_bound");
    drop_index(m, "idx_users_few");
    drop_constraint(m, "users", "users_age_check");
    alter_column(m, "users", "age", NO_DEFAULT);
    alter_column(m, "users", "other", NO_DEFAULT);
    drop_column(m, "users", "limit_of");
    drop_function(m, "bound(integer)");

    create_function(m, "bound(n integer)", RETURNS("integer"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT n * 2"));

    alter_column(m, "users", "age", DEFAULT("bound(4)"));
    alter_column(m, "users", "other", DEFAULT("bound()"));
    add_column(m, "users", COLUMN("limit_of", "integer", GENERATED("bound(age)")));
    add_constraint(m, "users", CHECK("age < bound(100)"));
    create_index(m, "idx_users_bound", ON("users", "bound(age)"));
    create_index(m, "idx_users_few", ON("users", "id"), WHERE("age > bound(1)"));
    create_policy(m, "users", "grown", USING("age >= bound(9)"));
    create_view(m, "bounds", QUERY("SELECT id, bound(age) AS b FROM users"));
    create_view(m, "bounded", QUERY("SELECT count(*) AS n FROM bounds"));
}

MIGRATION(.number = 2, .revision = "70e025f20c00", .down_revision = "aeee5ca14394", .name = "change");
