#pragma once
#include <modelgen/begin.h>

/* A value is taken away under everything that may use the enum. */
ENUM(state) { STATE_FRESH, STATE_KNOWN, STATE_GONE };
FUNCTION("is_open(state)", RETURNS(boolean), IMMUTABLE, LANGUAGE(sql), BODY("SELECT $1 <> 'known'"));
FUNCTION("states()", RETURNS("state[]"), LANGUAGE(plpgsql), BODY("BEGIN RETURN ARRAY['fresh']; END"));
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN new; END"));
TABLE(users) {
    int64_t id PRIMARY_KEY;
    enum state state NOT_NULL DEFAULT('fresh') CHECK(is_open(state));
    enum state past ARRAY NOT_NULL DEFAULT("ARRAY['fresh']::state[]");
    char *label DEFAULT("('known'::state)::text");
};
INDEX(users, (state), WHERE(state = 'fresh'));
TRIGGER(users, touched, BEFORE(UPDATE), FOR_EACH_ROW, WHEN("new.state <> 'known'"), EXECUTE("touch()"));
VIEW(fresh, "SELECT id, state FROM users WHERE state = 'fresh'::state") { int64_t id; enum state state; };
VIEW(counted, "SELECT state, count(*) AS n FROM fresh GROUP BY state") { enum state state; int64_t n; };

#include <modelgen/end.h>
