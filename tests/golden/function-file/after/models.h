#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *name;
};
/** One of several. */
FUNCTION_FILE("sql/touch.sql");
FUNCTION_FILE("sql/math.sql");
TRIGGER(users, touched, BEFORE(UPDATE), FOR_EACH_ROW, EXECUTE(touch));

#include <modelgen/end.h>
