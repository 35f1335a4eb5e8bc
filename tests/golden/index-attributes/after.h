#pragma once
#include <modelgen/begin.h>

TABLE(articles) {
    int64_t     id    PRIMARY_KEY;
    char       *title;
    char       *body;
    pg_tsvector words;
};
UNIQUE_ON(articles, (title), INDEX_COMMENT("looked up by readers"));
INDEX(articles, (words), USING(gin), WITH(gin_pending_list_limit = 128, fastupdate = on));
INDEX(articles, (EXPR(lower(title)) STATISTICS(100), body, EXPR(length(body))), NAME(by_title));
UNIQUE_ON(articles, (title, body), WITH(fillfactor = 80), INDEX_COMMENT("both"));
INDEX(articles, (words OPCLASS(tsvector_ops(siglen = 100))), USING(gist), NAME(gist_words));
INDEX(articles, (title COLLATE("pg_catalog.C")), NAME(in_c));

#include <modelgen/end.h>
