/*
 * change
 *
 * Revision:  001  6e63ae62423d
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "billing");

    create_table(m, "Odd Orders",
        COLUMN("Order Id", "integer", NOT_NULL, SERIAL, MINVALUE(-5)),
        PRIMARY_KEY("Order Id"));

    create_table(m, "users",
        COLUMN("id",    "integer", NOT_NULL, SERIAL),
        COLUMN("email", "text",    NOT_NULL),
        PRIMARY_KEY("id"),
        UNIQUE("email"));

    create_table(m, "billing.orders",
        COLUMN("id",     "bigint",   NOT_NULL, SERIAL, START(1000), INCREMENT(10), CACHE(5)),
        COLUMN("line",   "smallint", NOT_NULL, SERIAL, SEQUENCE("order_lines"), CYCLE),
        COLUMN("number", "integer",  NOT_NULL, SERIAL, SEQUENCE_TYPE("bigint")),
        PRIMARY_KEY("id"),
        UNIQUE("number"));
}

static void downgrade(migration *m)
{
    drop_table(m, "billing.orders");
    drop_table(m, "users");
    drop_table(m, "Odd Orders");
    drop_schema(m, "billing");
}

MIGRATION(.number = 1, .revision = "6e63ae62423d", .name = "change");
