/*
 * change
 *
 * Revision:  002  0fa4529ca716
 * Revises:   001  21c92c1a6235
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "mail", TYPE("varchar(100)"));
    drop_domain(m, "work_email");
    drop_domain(m, "email");
}

static void downgrade(migration *m)
{
    create_domain(m, "email", "text", CONSTRAINTS(CHECK("VALUE ~ '@'")));
    create_domain(m, "work_email", "email");
    alter_column(m, "users", "mail", TYPE("work_email"));
}

MIGRATION(.number = 2, .revision = "0fa4529ca716", .down_revision = "21c92c1a6235", .name = "change");
