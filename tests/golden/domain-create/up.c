/*
 * change
 *
 * Revision:  002  9cfc0cd1270c
 * Revises:   001  73bb1754c607
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "shop");
    create_enum(m, "mood", "sad", "glad");

    create_domain(m, "email", "varchar(255)", NOT_NULL, DEFAULT("'nobody@example.org'"),
        COLLATE("C"), COMMENT("How we reach people."),
        CONSTRAINTS(CHECK("VALUE ~ '@'"),
                    CHECK("length(VALUE) > 3", NAME("email_long"), COMMENT("no initials"))));

    create_domain(m, "good_mood", "mood", DEFAULT("'glad'"), CONSTRAINTS(CHECK("VALUE <> 'sad'")));

    create_domain(m, "price", "numeric(10,2)",
        CONSTRAINTS(CHECK("VALUE >= 0", NAME("not negative"))));

    create_domain(m, "tags", "text[]", CONSTRAINTS(CHECK("cardinality(VALUE) < 9")));

    create_domain(m, "work_email", "email", DEFAULT("'nobody@example.org'"),
        CONSTRAINTS(CHECK("VALUE ~ 'work'")));

    create_domain(m, "shop.Positive Number", "integer");
    add_domain_constraint(m, "shop.Positive Number", CHECK("VALUE > 0", NOT_VALID));

    add_column(m, "users",
        COLUMN("mail",   "email"),
        COLUMN("mails",  "email[]"),
        COLUMN("count",  "shop.\"Positive Number\""),
        COLUMN("mood",   "good_mood"),
        COLUMN("words",  "tags"),
        COLUMN("limit_", "price"),
        COLUMN("odd",    "shop.\"Positive Number\"[]"));
    add_constraint(m, "users", CHECK("limit_ < 100"));
    create_index(m, "idx_users_mail", ON("users", "mail"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_users_mail");
    drop_constraint(m, "users", "users_limit__check");
    drop_column(m, "users", "mail");
    drop_column(m, "users", "mails");
    drop_column(m, "users", "count");
    drop_column(m, "users", "mood");
    drop_column(m, "users", "words");
    drop_column(m, "users", "limit_");
    drop_column(m, "users", "odd");
    drop_domain(m, "shop.Positive Number");
    drop_domain(m, "work_email");
    drop_domain(m, "tags");
    drop_domain(m, "price");
    drop_domain(m, "good_mood");
    drop_domain(m, "email");
    drop_type(m, "mood");
    drop_schema(m, "shop");
}

MIGRATION(.number = 2, .revision = "9cfc0cd1270c", .down_revision = "73bb1754c607", .name = "change");
