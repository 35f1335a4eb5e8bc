#pragma once
#include <modelgen/begin.h>

TABLE(documents) {
    int64_t        id PRIMARY_KEY IDENTITY;
    char          *title NOT_NULL;
    char          *body;
    pg_jsonb       data;
    pg_tsvector    words;
    pg_int4range   pages;
    char          *tags ARRAY;
    pg_timestamptz created_at NOT_NULL DEFAULT(now());
};
INDEX(documents, (title, created_at DESC NULLS_LAST));
INDEX(documents, (EXPR(lower(title)), body), WHERE(body IS NOT NULL));
INDEX(documents, (data), USING(gin));
INDEX(documents, (data jsonb_path_ops), USING(gin), NAME(documents_paths), COMMENT("for @> only"));
INDEX(documents, (words), USING(gin), WITH(fastupdate = off));
INDEX(documents, (pages), USING(gist));
INDEX(documents, (tags), USING(gin));
INDEX(documents, (title text_pattern_ops));
INDEX(documents, (id), USING(hash));
INDEX(documents, (created_at), USING(brin), WITH(pages_per_range = 32));
UNIQUE_INDEX(documents, (title, body), INCLUDE(id, created_at), NULLS_NOT_DISTINCT, WITH(fillfactor = 70));

#include <modelgen/end.h>
