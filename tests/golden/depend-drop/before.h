#pragma once
#include <modelgen/begin.h>

/* A column goes; what mentioned it stays without it, or goes along. */
TABLE(users, ROW_SECURITY) {
    int64_t id PRIMARY_KEY;
    char   *email;
    bool    hidden NOT_NULL DEFAULT(false);
};
POLICY(users, seen, USING("NOT hidden AND id > 0"));
POLICY(users, gone, USING("NOT hidden"));
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN new; END"));
TRIGGER(users, touched, BEFORE("UPDATE OF email, hidden"), FOR_EACH_ROW, EXECUTE("touch()"));
RULE(users, kept, ON(delete), WHERE("old.hidden"), INSTEAD, DO("UPDATE users SET email = NULL WHERE hidden AND id = old.id"));
VIEW(shown, "SELECT id, email FROM users WHERE NOT hidden") { int64_t id; char *email; };
VIEW(everything, "SELECT * FROM users") { int64_t id; char *email; bool hidden; };
VIEW(mails, "SELECT email FROM shown") { char *email; };

#include <modelgen/end.h>
