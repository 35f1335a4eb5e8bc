/*
 * change
 *
 * Revision:  002  28944d2732f5
 * Revises:   001  57ca1bcb7b95
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_index(m, "i");
    create_index(m, "i", UNIQUE_ON("documents", "title"), WHERE("title <> ''"));
    alter_index(m, "idx_documents_created_at", WITH("fillfactor=50"));
    comment(m, ON_INDEX("j"), "two");
}

static void downgrade(migration *m)
{
    drop_index(m, "i");
    create_index(m, "i", ON("documents", "title"));
    alter_index(m, "idx_documents_created_at", RESET("fillfactor"));
    comment(m, ON_INDEX("j"), "one");
}

MIGRATION(.number = 2, .revision = "28944d2732f5", .down_revision = "57ca1bcb7b95", .name = "change");
