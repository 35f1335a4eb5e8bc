/*
 * change
 *
 * Revision:  002  bd3be7c4e4ce
 * Revises:   001  417f0e3f7344
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "accounts",
        COLUMN("id",         "bigint",        NOT_NULL, IDENTITY),
        COLUMN("owner",      "bigint",        NOT_NULL),
        COLUMN("balance",    "numeric(12,2)", NOT_NULL, DEFAULT("0")),
        COLUMN("created_at", "timestamptz",   NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at", "timestamptz",   NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("owner", REFERENCES("users", "id"), ON_DELETE(CASCADE)));
    create_index(m, "idx_accounts_owner", ON("accounts", "owner"));
    create_trigger(m, "accounts", "accounts_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_table(m, "accounts");
}

MIGRATION(.number = 2, .revision = "bd3be7c4e4ce", .down_revision = "417f0e3f7344", .name = "change");
