#pragma once
#include <modelgen/begin.h>

TABLE(users) { int64_t id; };
VIEW_ONLY(first_half, "SELECT id FROM other_half");
VIEW_ONLY(other_half, "SELECT u.id FROM users u JOIN first_half USING (id)");

#include <modelgen/end.h>
