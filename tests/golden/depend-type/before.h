#pragma once
#include <modelgen/begin.h>

/* A column of another type, under everything that may look at one. */
TABLE(users, ROW_SECURITY) {
    int64_t id    PRIMARY_KEY;
    int32_t age   CHECK(age >= 0);
    char   *name  NOT_NULL;
    int32_t twice GENERATED("age * 2");
};
INDEX(users, (age));
INDEX(users, (EXPR("age / 10")), NAME(idx_users_decade));
POLICY(users, grown, USING("age >= 18"));
RULE(users, keep, ON(delete), WHERE("old.age > 100"), INSTEAD, DO(NOTHING));
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN new; END"));
TRIGGER(users, aged, BEFORE("UPDATE OF age"), FOR_EACH_ROW, WHEN("new.age IS DISTINCT FROM old.age"), EXECUTE("touch()"));

/** Who is old enough. */
VIEW(adults, "SELECT id, age FROM users WHERE age >= 18") {
    int64_t id;
    int32_t age; ///< in years
};
VIEW(oldest, "SELECT max(age) AS age FROM adults") { int32_t age; };
MATERIALIZED_VIEW(ages, "SELECT age, count(*) AS n FROM adults GROUP BY age") { int32_t age; int64_t n; };
UNIQUE_INDEX(ages, (age));
VIEW(names, "SELECT id, name FROM users") { int64_t id; char *name; };
FUNCTION("ages_of()", RETURNS("SETOF users"), LANGUAGE(sql), BODY("SELECT * FROM users WHERE age > 0"));

#include <modelgen/end.h>
