/*
 * change
 *
 * Revision:  002  8cfb42fead7a
 * Revises:   001  ee932e009557
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "a", COLUMN("id", "bigint"));
    create_table(m, "b", COLUMN("id", "bigint"));
    create_rule(m, "a", "to_b", EVENT(insert), DO("INSERT INTO b VALUES (new.id)"));
    create_rule(m, "b", "to_a", EVENT(delete), DO("DELETE FROM a WHERE id = old.id"));
    create_view(m, "both", QUERY("SELECT a.id FROM a JOIN b USING (id)"));
    create_rule(m, "both", "both_insert", EVENT(insert), INSTEAD,
        DO("INSERT INTO a VALUES (new.id)"));
}

static void downgrade(migration *m)
{
    drop_view(m, "both");
    drop_rule(m, "b", "to_a");
    drop_rule(m, "a", "to_b");
    drop_table(m, "b");
    drop_table(m, "a");
}

MIGRATION(.number = 2, .revision = "8cfb42fead7a", .down_revision = "ee932e009557", .name = "change");
