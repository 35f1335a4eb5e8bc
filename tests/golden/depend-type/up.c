/*
 * change
 *
 * Revision:  002  969e715fe505
 * Revises:   001  43d3993a7f2d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_materialized_view(m, "ages");
    drop_view(m, "oldest");
    drop_view(m, "adults");
    drop_policy(m, "users", "grown");
    drop_rule(m, "users", "keep");
    drop_trigger(m, "users", "aged");
    drop_index(m, "idx_users_decade");
    drop_constraint(m, "users", "users_age_check");
    drop_column(m, "users", "twice");
    alter_column(m, "users", "age", TYPE("bigint"));
    add_column(m, "users", COLUMN("twice", "bigint", GENERATED("age * 2")));
    add_constraint(m, "users", CHECK("age >= 0"));
    create_index(m, "idx_users_decade", ON("users", "(age / 10)"));
    create_trigger(m, "users", "aged", BEFORE("UPDATE OF age"), FOR_EACH_ROW,
        WHEN("new.age IS DISTINCT FROM old.age"), EXECUTE("touch()"));
    create_rule(m, "users", "keep", EVENT(delete), WHERE("old.age > 100"), INSTEAD, DO("NOTHING"));
    create_policy(m, "users", "grown", USING("age >= 18"));

    create_view(m, "adults", QUERY("SELECT id, age FROM users WHERE age >= 18"),
        COMMENT("Who is old enough."));
    comment(m, ON_COLUMN("adults", "age"), "in years");

    create_view(m, "oldest", QUERY("SELECT max(age) AS age FROM adults"));

    create_materialized_view(m, "ages",
        QUERY("SELECT age, count(*) AS n FROM adults GROUP BY age"));
    create_index(m, "idx_ages_age", UNIQUE_ON("ages", "age"));
}

static void downgrade(migration *m)
{
    drop_materialized_view(m, "ages");
    drop_view(m, "oldest");
    drop_view(m, "adults");
    drop_policy(m, "users", "grown");
    drop_rule(m, "users", "keep");
    drop_trigger(m, "users", "aged");
    drop_index(m, "idx_users_decade");
    drop_constraint(m, "users", "users_age_check");
    drop_column(m, "users", "twice");
    alter_column(m, "users", "age", TYPE("integer"));
    add_column(m, "users", COLUMN("twice", "integer", GENERATED("age * 2")));
    add_constraint(m, "users", CHECK("age >= 0"));
    create_index(m, "idx_users_decade", ON("users", "(age / 10)"));
    create_trigger(m, "users", "aged", BEFORE("UPDATE OF age"), FOR_EACH_ROW,
        WHEN("new.age IS DISTINCT FROM old.age"), EXECUTE("touch()"));
    create_rule(m, "users", "keep", EVENT(delete), WHERE("old.age > 100"), INSTEAD, DO("NOTHING"));
    create_policy(m, "users", "grown", USING("age >= 18"));

    create_view(m, "adults", QUERY("SELECT id, age FROM users WHERE age >= 18"),
        COMMENT("Who is old enough."));
    comment(m, ON_COLUMN("adults", "age"), "in years");

    create_view(m, "oldest", QUERY("SELECT max(age) AS age FROM adults"));

    create_materialized_view(m, "ages",
        QUERY("SELECT age, count(*) AS n FROM adults GROUP BY age"));
    create_index(m, "idx_ages_age", UNIQUE_ON("ages", "age"));
}

MIGRATION(.number = 2, .revision = "969e715fe505", .down_revision = "43d3993a7f2d", .name = "change");
