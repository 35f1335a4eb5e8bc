/*
 * change
 *
 * Revision:  002  3bacea319cc8
 * Revises:   001  57ca1bcb7b95
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_index(m, "i");
    drop_index(m, "idx_documents_created_at");
    create_index(m, "i", UNIQUE_ON("documents", "title"), WHERE("title <> ''"));
    create_index(m, "idx_documents_created_at", ON("documents", "created_at"),
        WITH("fillfactor=50"));

    comment(m, ON_INDEX("j"), "two");
}

static void downgrade(migration *m)
{
    drop_index(m, "i");
    drop_index(m, "idx_documents_created_at");
    create_index(m, "i", ON("documents", "title"));
    create_index(m, "idx_documents_created_at", ON("documents", "created_at"));
    comment(m, ON_INDEX("j"), "one");
}

MIGRATION(.number = 2, .revision = "3bacea319cc8", .down_revision = "57ca1bcb7b95", .name = "change");
