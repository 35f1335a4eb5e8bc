/*
 * change
 *
 * Revision:  002  34e07b53c18c
 * Revises:   001  e58fcbf2cd6c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_index(m, "articles_title_body_key", WITH("fillfactor=80"));
    comment(m, ON_INDEX("articles_title_body_key"), "both");
    comment(m, ON_INDEX("articles_title_key"), "looked up by readers");
    alter_index(m, "by_title", ELEMENT_STATISTICS("3=-1", "1=100"));

    create_index(m, "gist_words", ON("articles", "words tsvector_ops(siglen = 100)"),
        METHOD("gist"));

    alter_index(m, "idx_articles_words", WITH("fastupdate=on", "gin_pending_list_limit=128"));
    create_index(m, "in_c", ON("articles", "title COLLATE pg_catalog.\"C\""));
}

static void downgrade(migration *m)
{
    drop_index(m, "gist_words");
    drop_index(m, "in_c");
    alter_index(m, "articles_title_body_key", WITH("fillfactor=70"));
    comment(m, ON_INDEX("articles_title_body_key"), NO_COMMENT);
    comment(m, ON_INDEX("articles_title_key"), NO_COMMENT);
    alter_index(m, "by_title", ELEMENT_STATISTICS("1=500", "3=50"));
    alter_index(m, "idx_articles_words", RESET("gin_pending_list_limit"), WITH("fastupdate=off"));
}

MIGRATION(.number = 2, .revision = "34e07b53c18c", .down_revision = "e58fcbf2cd6c", .name = "change");
