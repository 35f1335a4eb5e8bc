/*
 * change
 *
 * Revision:  002  23193d6c0f33
 * Revises:   001  ed86ec735376
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "named");
    drop_index(m, "idx_things_lower_name");
    drop_constraint(m, "things", "things_name_check");
    rename_domain(m, "code", "code_old");
    create_domain(m, "code", "text", COLLATE("C"),
        CONSTRAINTS(CHECK("VALUE <> 'none'", NAME("code_check"))));

    rename_domain(m, "number", "number_old");
    create_domain(m, "number", "bigint", NOT_NULL);
    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("a", "number"),
        ATTRIBUTE("b", "number"));

    rename_domain(m, "short_code", "short_code_old");
    create_domain(m, "short_code", "code",
        CONSTRAINTS(CHECK("length(VALUE) < 4", NAME("short_code_check"))));

    alter_column(m, "things", "name", TYPE("code"), DEFAULT("'x'"));
    alter_column(m, "things", "names", TYPE("code[]"));
    alter_column(m, "things", "tiny", TYPE("short_code"));
    drop_domain(m, "short_code_old");
    drop_domain(m, "code_old");
    alter_column(m, "things", "count", TYPE("number"));
    alter_column(m, "things", "two", TYPE("pair"), USING("two::text::pair"));
    drop_type(m, "pair_old");
    drop_domain(m, "number_old");
    add_constraint(m, "things", CHECK("name <> 'nothing'"));
    create_index(m, "idx_things_lower_name", ON("things", "lower(name)"));
    create_view(m, "named", QUERY("SELECT id, name FROM things"));
}

static void downgrade(migration *m)
{
    drop_view(m, "named");
    drop_index(m, "idx_things_lower_name");
    drop_constraint(m, "things", "things_name_check");
    rename_domain(m, "code", "code_old");
    create_domain(m, "code", "varchar(10)",
        CONSTRAINTS(CHECK("VALUE <> 'none'", NAME("code_check"))));

    rename_domain(m, "number", "number_old");
    create_domain(m, "number", "integer", NOT_NULL);
    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("a", "number"),
        ATTRIBUTE("b", "number"));

    rename_domain(m, "short_code", "short_code_old");
    create_domain(m, "short_code", "code",
        CONSTRAINTS(CHECK("length(VALUE) < 4", NAME("short_code_check"))));

    alter_column(m, "things", "name", TYPE("code"), DEFAULT("'x'"));
    alter_column(m, "things", "names", TYPE("code[]"));
    alter_column(m, "things", "tiny", TYPE("short_code"));
    drop_domain(m, "short_code_old");
    drop_domain(m, "code_old");
    alter_column(m, "things", "count", TYPE("number"));
    alter_column(m, "things", "two", TYPE("pair"), USING("two::text::pair"));
    drop_type(m, "pair_old");
    drop_domain(m, "number_old");
    add_constraint(m, "things", CHECK("name <> 'nothing'"));
    create_index(m, "idx_things_lower_name", ON("things", "lower(name)"));
    create_view(m, "named", QUERY("SELECT id, name FROM things"));
}

MIGRATION(.number = 2, .revision = "23193d6c0f33", .down_revision = "ed86ec735376", .name = "change");
