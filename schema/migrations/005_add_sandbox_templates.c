/*
 * add_sandbox_templates
 *
 * Revision:  005  a2bc6ae1522e
 * Revises:   004  ef5bdc4d1d01
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "sandbox_templates",
        COLUMN("id",             "bigint",       NOT_NULL, IDENTITY),
        COLUMN("name",           "varchar(100)", NOT_NULL),
        COLUMN("description",    "text",         NOT_NULL, DEFAULT("''")),
        COLUMN("image",          "varchar(200)", NOT_NULL),
        COLUMN("startup_script", "text"),
        COLUMN("ports",          "integer[]",    NOT_NULL, DEFAULT("'{}'")),
        COLUMN("memory_mb",      "integer",      NOT_NULL, DEFAULT("512")),
        COLUMN("cpus",           "numeric(4,2)", NOT_NULL, DEFAULT("0.5")),
        COLUMN("environment",    "jsonb",        NOT_NULL, DEFAULT("'{}'")),
        COLUMN("created_by",     "bigint"),
        COLUMN("created_at",     "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",     "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("name"),
        CHECK("cpus > 0"),
        CHECK("memory_mb BETWEEN 64 AND 65536"),
        FOREIGN_KEY("created_by", REFERENCES("users", "id"), ON_DELETE(SET NULL)),
        OPTIONS(COMMENT("What containers are made from.")));
    create_trigger(m, "sandbox_templates", "sandbox_templates_set_updated_at", BEFORE("UPDATE"),
        FOR_EACH_ROW, EXECUTE("set_updated_at()"));

    add_column(m, "containers", COLUMN("template_id", "bigint"));
    add_constraint(m, "containers",
        FOREIGN_KEY("template_id", REFERENCES("sandbox_templates", "id"), ON_DELETE(SET NULL)));
    create_index(m, "idx_containers_template_id", ON("containers", "template_id"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_containers_template_id");
    drop_constraint(m, "containers", "containers_template_id_fkey");
    drop_column(m, "containers", "template_id");
    drop_table(m, "sandbox_templates");
}

MIGRATION(.number = 5, .revision = "a2bc6ae1522e", .down_revision = "ef5bdc4d1d01", .name = "add_sandbox_templates");
