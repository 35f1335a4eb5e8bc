/*
 * change
 *
 * Revision:  002  7b03556bb68b
 * Revises:   001  20b6ebe002cb
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "orders", "state", NOT_NULL_NAME("state_is_known"));
    alter_column(m, "orders", "who", NOT_NULL_NAME("Who?"));
    alter_column(m, "orders", "place", NOT_NULL_NAME("orders_place_not_null"));
    alter_column(m, "orders", "note", NOT_NULL, NOT_NULL_NAME("orders_noted"));
    add_column(m, "orders",
        COLUMN("added", "text", NOT_NULL, NOT_NULL_NAME("is_added"), DEFAULT("'new'")));
}

static void downgrade(migration *m)
{
    drop_column(m, "orders", "added");
    alter_column(m, "orders", "state", NOT_NULL_NAME("orders_need_a_state"));
    alter_column(m, "orders", "who", NOT_NULL_NAME("orders_who_not_null"));
    alter_column(m, "orders", "place", NOT_NULL_NAME("somewhere"));
    alter_column(m, "orders", "note", NULLABLE);
}

MIGRATION(.number = 2, .revision = "7b03556bb68b", .down_revision = "20b6ebe002cb", .name = "change");
