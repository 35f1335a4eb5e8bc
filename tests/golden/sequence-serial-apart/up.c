/*
 * change
 *
 * Revision:  002  83568e941b6a
 * Revises:   001  4aac94b8e5a4
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_sequence(m, "gone_id_seq", NOT_OWNED);
    loss(m, "the rows of table \"gone\"");
    drop_table(m, "gone");
    alter_sequence(m, "orders_id_seq", OWNED_BY("orders", "id"));
    alter_sequence(m, "users_id_seq", TYPE("bigint"));
    alter_sequence(m, "users_id_seq", NOT_OWNED);
}

static void downgrade(migration *m)
{
    alter_sequence(m, "orders_id_seq", NOT_OWNED);
    alter_sequence(m, "users_id_seq", TYPE("integer"));
    alter_sequence(m, "users_id_seq", OWNED_BY("users", "id"));

    create_table(m, "gone",
        COLUMN("id", "bigint", NOT_NULL, DEFAULT("nextval('gone_id_seq')")),
        PRIMARY_KEY("id"));
    alter_sequence(m, "gone_id_seq", OWNED_BY("gone", "id"));
}

MIGRATION(.number = 2, .revision = "83568e941b6a", .down_revision = "4aac94b8e5a4", .name = "change");
