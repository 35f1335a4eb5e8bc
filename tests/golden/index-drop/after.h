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

#include <modelgen/end.h>
