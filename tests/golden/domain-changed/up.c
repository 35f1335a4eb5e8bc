/*
 * change
 *
 * Revision:  002  b25c30f0bcd1
 * Revises:   001  f7683b0fe0df
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_domain_constraint(m, "positive", "positive_small", "positive_little");
    drop_domain_constraint(m, "email", "email_long");
    alter_domain(m, "email", NULLABLE, DEFAULT("'c@d'"));
    add_domain_constraint(m, "email", CHECK("length(VALUE) > 1", NAME("email_long")));
    alter_domain(m, "positive", NOT_NULL, DEFAULT("1"));
    validate_domain_constraint(m, "positive", "positive_check");
    comment(m, ON_DOMAIN("shout"), "very loud");
    comment(m, ON_DOMAIN_CONSTRAINT("shout", "shout_check"), NO_COMMENT);
    add_domain_constraint(m, "shout",
        CHECK("VALUE <> 'none'", NOT_VALID, NAME("shout_something"), COMMENT("not silent")));

    alter_domain(m, "work_email", DEFAULT("'c@d'"));
}

static void downgrade(migration *m)
{
    rename_domain_constraint(m, "positive", "positive_little", "positive_small");
    drop_domain_constraint(m, "shout", "shout_something");
    drop_domain_constraint(m, "positive", "positive_check");
    drop_domain_constraint(m, "email", "email_long");
    alter_domain(m, "email", NOT_NULL, DEFAULT("'a@b'"));
    add_domain_constraint(m, "email", CHECK("length(VALUE) > 2", NAME("email_long")));
    alter_domain(m, "positive", NULLABLE, NO_DEFAULT);
    add_domain_constraint(m, "positive", CHECK("VALUE > 0", NOT_VALID));
    comment(m, ON_DOMAIN("shout"), "loud");
    comment(m, ON_DOMAIN_CONSTRAINT("shout", "shout_check"), "capitals");
    alter_domain(m, "work_email", DEFAULT("'a@b'"));
}

MIGRATION(.number = 2, .revision = "b25c30f0bcd1", .down_revision = "f7683b0fe0df", .name = "change");
