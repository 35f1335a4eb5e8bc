#pragma once
#include <modelgen/begin.h>

/* A column goes; what mentioned it stays without it, or goes along. */
TABLE(users, ROW_SECURITY) {
    int64_t id PRIMARY_KEY;
    char   *email;
};
POLICY(users, seen, USING("id > 0"));
FUNCTION("touch()", RETURNS(trigger), LANGUAGE(plpgsql), BODY("BEGIN RETURN new; END"));
TRIGGER(users, touched, BEFORE("UPDATE OF email"), FOR_EACH_ROW, EXECUTE("touch()"));
RULE(users, kept, ON(delete), INSTEAD, DO("UPDATE users SET email = NULL WHERE id = old.id"));
VIEW(shown, "SELECT id, email FROM users") { int64_t id; char *email; };
VIEW(everything, "SELECT * FROM users") { int64_t id; char *email; };
VIEW(mails, "SELECT email FROM shown") { char *email; };

#include <modelgen/end.h>
