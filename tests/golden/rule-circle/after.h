#pragma once
#include <modelgen/begin.h>

TABLE(kept) { int64_t id; };
TABLE(a) { int64_t id; };
TABLE(b) { int64_t id; };
RULE(a, to_b, ON(insert), DO("INSERT INTO b VALUES (new.id)"));
RULE(b, to_a, ON(delete), DO("DELETE FROM a WHERE id = old.id"));

/* A view that takes what it is given: it and its rule need each other's tables, not each other. */
VIEW(both, "SELECT a.id FROM a JOIN b USING (id)") { int64_t id; };
RULE(both, both_insert, ON(insert), INSTEAD, DO("INSERT INTO a VALUES (new.id)"));

#include <modelgen/end.h>
