/*
 * change
 *
 * Revision:  002  fd299f853ae1
 * Revises:   001  53e23b8c4624
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("a", "bigint"),
        ATTRIBUTE("b", "text"));

    rename_type(m, "pairs", "pairs_old");
    create_composite(m, "pairs", ATTRIBUTE("one", "pair"));
    alter_attribute(m, "unused", "a", "bigint");
    alter_attribute(m, "unused", "b", "text", COLLATE("C"));
    alter_column(m, "things", "two", TYPE("pair"), USING("two::text::pair"));
    alter_column(m, "things", "many", TYPE("pair[]"), USING("many::text[]::pair[]"));
    alter_column(m, "things", "all", TYPE("pairs"), USING("\"all\"::text::pairs"));
    drop_type(m, "pairs_old");
    drop_type(m, "pair_old");
}

static void downgrade(migration *m)
{
    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("a", "integer"),
        ATTRIBUTE("b", "varchar(10)"));

    rename_type(m, "pairs", "pairs_old");
    create_composite(m, "pairs", ATTRIBUTE("one", "pair"));
    alter_attribute(m, "unused", "a", "integer");
    alter_attribute(m, "unused", "b", "text");
    alter_column(m, "things", "two", TYPE("pair"), USING("two::text::pair"));
    alter_column(m, "things", "many", TYPE("pair[]"), USING("many::text[]::pair[]"));
    alter_column(m, "things", "all", TYPE("pairs"), USING("\"all\"::text::pairs"));
    drop_type(m, "pairs_old");
    drop_type(m, "pair_old");
}

MIGRATION(.number = 2, .revision = "fd299f853ae1", .down_revision = "53e23b8c4624", .name = "change");
