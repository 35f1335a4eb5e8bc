#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};
VIEW(no_sql, "SELECT id FROM users WHERE") { int64_t id; };
VIEW(two, "SELECT 1; SELECT 2") { int64_t id; };
VIEW(no_query) { int64_t id; };
VIEW(options, "SELECT 1 AS id", CHECK_OPTION(locl), NO_DATA) { int64_t id; };
VIEW(words, "SELECT id FROM users") { int64_t id NOT_NULL PRIMARY_KEY; char *x VARCHAR(10); };
MATERIALIZED_VIEW(filled, "SELECT id FROM users") { int64_t id DEFAULT(1); };
INDEX(words, (id));
INDEX(filled, (id, ids));
UNIQUE_ON(filled, (id));
FOREIGN_KEY(users, (id), words, (id));
VIEW_ONLY(users, "SELECT 1");
RULE(users, select_rule, ON(select), DO(NOTHING));
RULE(users, bad_do, ON(insert), DO("CREATE TABLE x ()"));
RULE(userz, r, ON(insert), DO("SELECT 1"));
VIEW_ONLY(lost, FILE("sql/lost.sql"));

#include <modelgen/end.h>
