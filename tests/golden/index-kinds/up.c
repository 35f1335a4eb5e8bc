/*
 * change
 *
 * Revision:  002  b1d8c2cefb97
 * Revises:   001  e14aadade8b0
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_index(m, "documents_paths", ON("documents", "data jsonb_path_ops"), METHOD("gin"),
        COMMENT("for @> only"));
    create_index(m, "idx_documents_created_at", ON("documents", "created_at"), METHOD("brin"),
        WITH("pages_per_range=32"));
    create_index(m, "idx_documents_data", ON("documents", "data"), METHOD("gin"));
    create_index(m, "idx_documents_id", ON("documents", "id"), METHOD("hash"));
    create_index(m, "idx_documents_lower_title_body", ON("documents", "lower(title)", "body"),
        WHERE("body IS NOT NULL"));
    create_index(m, "idx_documents_pages", ON("documents", "pages"), METHOD("gist"));
    create_index(m, "idx_documents_tags", ON("documents", "tags"), METHOD("gin"));
    create_index(m, "idx_documents_title", ON("documents", "title text_pattern_ops"));
    create_index(m, "idx_documents_title_body", UNIQUE_ON("documents", "title", "body"),
        INCLUDE("id", "created_at"), NULLS_NOT_DISTINCT, WITH("fillfactor=70"));
    create_index(m, "idx_documents_title_created_at",
        ON("documents", "title", "created_at DESC NULLS LAST"));
    create_index(m, "idx_documents_words", ON("documents", "words"), METHOD("gin"),
        WITH("fastupdate=off"));
}

static void downgrade(migration *m)
{
    drop_index(m, "documents_paths");
    drop_index(m, "idx_documents_created_at");
    drop_index(m, "idx_documents_data");
    drop_index(m, "idx_documents_id");
    drop_index(m, "idx_documents_lower_title_body");
    drop_index(m, "idx_documents_pages");
    drop_index(m, "idx_documents_tags");
    drop_index(m, "idx_documents_title");
    drop_index(m, "idx_documents_title_body");
    drop_index(m, "idx_documents_title_created_at");
    drop_index(m, "idx_documents_words");
}

MIGRATION(.number = 2, .revision = "b1d8c2cefb97", .down_revision = "e14aadade8b0", .name = "change");
