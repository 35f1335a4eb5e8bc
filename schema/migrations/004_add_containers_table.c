/*
 * add_containers_table
 *
 * Revision:  004  ef5bdc4d1d01
 * Revises:   003  35567be180b2
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "container_state", "creating", "running", "stopped", "failed");

    create_table(m, "containers",
        COLUMN("id",          "uuid",            NOT_NULL, DEFAULT("gen_random_uuid()")),
        COLUMN("user_id",     "bigint",          NOT_NULL),
        COLUMN("image",       "varchar(200)",    NOT_NULL),
        COLUMN("state",       "container_state", NOT_NULL, DEFAULT("'creating'")),
        COLUMN("address",     "inet"),
        COLUMN("ports",       "integer[]",       NOT_NULL, DEFAULT("'{}'")),
        COLUMN("memory_mb",   "integer",         NOT_NULL, DEFAULT("512")),
        COLUMN("cpus",        "numeric(4,2)",    NOT_NULL, DEFAULT("0.5")),
        COLUMN("environment", "jsonb",           NOT_NULL, DEFAULT("'{}'")),
        COLUMN("error",       "text",            COMMENT("why it failed")),
        COLUMN("started_at",  "timestamptz"),
        COLUMN("expires_at",  "timestamptz",     NOT_NULL, DEFAULT("now() + interval '2 hours'")),
        COLUMN("created_at",  "timestamptz",     NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",  "timestamptz",     NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        CHECK("cpus > 0"),
        CHECK("memory_mb BETWEEN 64 AND 65536"),
        CHECK("state <> 'running' OR address IS NOT NULL", NAME("containers_running_has_address")),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("The sandboxes in which learners try things out.")));
    create_index(m, "idx_containers_expires_at", ON("containers", "expires_at"),
        WHERE("state IN ('creating', 'running')"));
    create_index(m, "idx_containers_user_id_created_at",
        ON("containers", "user_id", "created_at DESC"));
    create_trigger(m, "containers", "containers_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_table(m, "containers");
    drop_type(m, "container_state");
}

MIGRATION(.number = 4, .revision = "ef5bdc4d1d01", .down_revision = "35567be180b2", .name = "add_containers_table");
