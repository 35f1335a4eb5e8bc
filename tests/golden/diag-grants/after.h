#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
};
GRANT(users, app, SELCT);
GRANT(users, app2, DELETE(id));
GRANT(users, app3);
GRANT(users, app4, SELECT(idd));
GRANT_TO(app, USAGE);
GRANT_TO(app, EXECUTE, ON_SCHEMA(x));
REVOKE_FROM(public, EXECUTE, ON_FUNCTION(touch));
GRANT(users, app5, SELECT, RENAMED_FROM(app6));
GRANT(users, app7, SELECT, COMMENT("no"));
GRANT(users, app8, SELECT);
GRANT(users, app8, INSERT);

#include <modelgen/end.h>
