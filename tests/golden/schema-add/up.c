/*
 * change
 *
 * Revision:  002  b8db515517dc
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "billing");

    create_function(m, "billing.set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_table(m, "billing.invoices",
        COLUMN("id",         "bigint",        NOT_NULL, IDENTITY),
        COLUMN("user_id",    "bigint",        NOT_NULL),
        COLUMN("total",      "numeric(12,2)", NOT_NULL),
        COLUMN("updated_at", "timestamptz"),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(RESTRICT)));
    create_index(m, "idx_invoices_user_id", ON("billing.invoices", "user_id"));
    create_trigger(m, "billing.invoices", "invoices_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("billing.set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_table(m, "billing.invoices");
    drop_function(m, "billing.set_updated_at()");
    drop_schema(m, "billing");
}

MIGRATION(.number = 2, .revision = "b8db515517dc", .down_revision = "d88c1973724d", .name = "change");
