/*
 * change
 *
 * Revision:  002  c55e7ca4d089
 * Revises:   001  fe355ab1aadf
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the rows of table \"gone\"");
    drop_table(m, "gone");
    create_sequence(m, "fresh");
    alter_sequence(m, "given", OWNED_BY("lines", "id"));
    loss(m, "the values of column \"orders.number\"");
    drop_column(m, "orders", "number");
    alter_sequence(m, "given", START(7));
    alter_sequence(m, "kept", OWNED_BY("orders", "id"));

    create_table(m, "notes",
        COLUMN("id", "bigint", NOT_NULL, DEFAULT("nextval('fresh')")),
        PRIMARY_KEY("id"));
    alter_sequence(m, "fresh", OWNED_BY("notes", "id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "notes");
    alter_sequence(m, "given", START(1));
    create_sequence(m, "gone_numbers");
    alter_sequence(m, "kept", NOT_OWNED);

    create_table(m, "gone",
        COLUMN("id", "bigint", NOT_NULL, DEFAULT("nextval('gone_numbers')")),
        PRIMARY_KEY("id"));
    alter_sequence(m, "gone_numbers", OWNED_BY("gone", "id"));

    add_column(m, "orders", COLUMN("number", "bigint", DEFAULT("nextval('given')")));
    alter_sequence(m, "given", OWNED_BY("orders", "number"));
}

MIGRATION(.number = 2, .revision = "c55e7ca4d089", .down_revision = "fe355ab1aadf", .name = "change");
