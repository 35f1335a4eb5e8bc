#pragma once
#include <modelgen/begin.h>

ENUM(mood) { HAPPY, SAD };

DECLARE_SCHEMA(billing);
GRANT_TO(golden_app, USAGE, ON_SCHEMA(billing));
GRANT_TO(golden_admin, CREATE, ON_SCHEMA(billing), WITH_GRANT_OPTION(USAGE));
REVOKE_FROM(public, USAGE, ON_SCHEMA(public));
REVOKE_FROM(public, USAGE, ON_TYPE(mood));
GRANT_TO(golden_app, USAGE, ON_TYPE(mood));

TABLE(users) {
    int64_t         id         PRIMARY_KEY IDENTITY;
    pg_timestamptz  changed_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
};
GRANT_TO(golden_app, SELECT, USAGE, ON_SEQUENCE(users_id_seq));
REVOKE_FROM(public, EXECUTE, ON_FUNCTION("set_changed_at()"));
GRANT_TO(golden_app, EXECUTE, ON_FUNCTION("set_changed_at()"));

#include <modelgen/end.h>
