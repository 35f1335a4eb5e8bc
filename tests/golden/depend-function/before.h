#pragma once
#include <modelgen/begin.h>

/* A function that a default, a check, an index, a generated column, a view and others use. */
FUNCTION("bound(n integer)", RETURNS(integer), IMMUTABLE, LANGUAGE(sql), BODY("SELECT n * 2"));
FUNCTION("bound()", RETURNS(integer), IMMUTABLE, LANGUAGE(sql), BODY("SELECT 7"));
TABLE(users, ROW_SECURITY) {
    int64_t id    PRIMARY_KEY;
    int32_t age   DEFAULT("bound(4)") CHECK("age < bound(100)");
    int32_t other DEFAULT("bound()");
    int32_t limit_of GENERATED("bound(age)");
};
INDEX(users, (EXPR("bound(age)")), NAME(idx_users_bound));
INDEX(users, (id), WHERE("age > bound(1)"), NAME(idx_users_few));
POLICY(users, grown, USING("age >= bound(9)"));
VIEW(bounds, "SELECT id, bound(age) AS b FROM users") { int64_t id; int32_t b; };
VIEW(bounded, "SELECT count(*) AS n FROM bounds") { int64_t n; };
FUNCTION("again(integer)", RETURNS(integer), LANGUAGE(plpgsql), BODY("BEGIN RETURN bound($1); END"));

#include <modelgen/end.h>
