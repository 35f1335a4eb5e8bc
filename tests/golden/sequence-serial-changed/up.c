/*
 * change
 *
 * Revision:  002  858ba99b39a9
 * Revises:   001  212ea953fc41
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "users", "people");
    rename_column(m, "Odd Orders", "Order Id", "Order No");
    rename_constraint(m, "people", "users_pkey", "people_pkey");
    rename_constraint(m, "people", "users_email_key", "people_email_key");
    rename_sequence(m, "Odd Orders_Order Id_seq", "Odd Orders_Order No_seq");
    rename_sequence(m, "users_id_seq", "people_id_seq");

    execute(m,
        "SELECT setval('\"Odd Orders_Order No_seq\"', 1, false) FROM \"Odd Orders_Order No_seq\" "
        "WHERE last_value < 1");

    alter_sequence(m, "Odd Orders_Order No_seq", START(1), INCREMENT(2), MINVALUE(NO));
    alter_sequence(m, "people_id_seq", TYPE("bigint"));
    alter_column(m, "people", "id", TYPE("bigint"));
    add_column(m, "people",
        COLUMN("rank",  "integer", NOT_NULL, SERIAL),
        COLUMN("place", "integer", NOT_NULL, SERIAL, START(50)));

    alter_column(m, "billing.orders", "id", NO_SERIAL, IDENTITY, START(1000), INCREMENT(10),
        CACHE(5));
    alter_column(m, "billing.orders", "line", DEFAULT("1"), NO_SERIAL, SEQUENCE("order_lines"));

    alter_sequence(m, "billing.orders_number_seq", TYPE("integer"), START(0), MINVALUE(0), CYCLE);
}

static void downgrade(migration *m)
{
    rename_table(m, "people", "users");
    rename_column(m, "Odd Orders", "Order No", "Order Id");
    rename_constraint(m, "users", "people_pkey", "users_pkey");
    rename_constraint(m, "users", "people_email_key", "users_email_key");
    rename_sequence(m, "Odd Orders_Order No_seq", "Odd Orders_Order Id_seq");
    rename_sequence(m, "people_id_seq", "users_id_seq");
    drop_column(m, "users", "rank");
    drop_column(m, "users", "place");
    alter_sequence(m, "Odd Orders_Order Id_seq", START(-5), INCREMENT(1), MINVALUE(-5));
    alter_sequence(m, "users_id_seq", TYPE("integer"));
    alter_column(m, "users", "id", TYPE("integer"));

    alter_column(m, "billing.orders", "id", NO_IDENTITY, SERIAL, START(1000), INCREMENT(10),
        CACHE(5));
    alter_column(m, "billing.orders", "line", NO_DEFAULT, SERIAL, SEQUENCE("order_lines"),
        SEQUENCE_TYPE("smallint"), CYCLE);

    execute(m,
        "SELECT setval('billing.orders_number_seq', 1, false) FROM billing.orders_number_seq "
        "WHERE last_value < 1");

    alter_sequence(m, "billing.orders_number_seq", TYPE("bigint"), START(1), MINVALUE(NO),
        NO_CYCLE);
}

MIGRATION(.number = 2, .revision = "858ba99b39a9", .down_revision = "212ea953fc41", .name = "change");
