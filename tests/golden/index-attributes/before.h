#pragma once
#include <modelgen/begin.h>

TABLE(articles) {
    int64_t     id    PRIMARY_KEY;
    char       *title UNIQUE;
    char       *body;
    pg_tsvector words;
};
INDEX(articles, (words), USING(gin), WITH(fastupdate = off));
INDEX(articles, (EXPR(lower(title)) STATISTICS(500), body, EXPR(length(body)) STATISTICS(50)), NAME(by_title));
UNIQUE_ON(articles, (title, body), WITH(fillfactor = 70));

#include <modelgen/end.h>
