/*
 * add_is_visible_to_templates
 *
 * Revision:  006  f9857c699776
 * Revises:   005  a2bc6ae1522e
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "sandbox_templates",
        COLUMN("is_visible", "boolean", NOT_NULL, DEFAULT("true"), COMMENT("offered to learners")));
    create_index(m, "idx_sandbox_templates_name", ON("sandbox_templates", "name"),
        WHERE("is_visible"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_sandbox_templates_name");
    drop_column(m, "sandbox_templates", "is_visible");
}

MIGRATION(.number = 6, .revision = "f9857c699776", .down_revision = "a2bc6ae1522e",
          .name = "add_is_visible_to_templates");
