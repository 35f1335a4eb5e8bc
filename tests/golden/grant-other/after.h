#pragma once
#include <modelgen/begin.h>

ENUM(feeling, RENAMED_FROM(mood)) { HAPPY, SAD };

DECLARE_SCHEMA(money, RENAMED_FROM(billing));
GRANT_TO(golden_app, USAGE, CREATE, ON_SCHEMA(money));
GRANT_TO(golden_admin, USAGE, CREATE, ON_SCHEMA(money));
GRANT_TO("golden reader", USAGE, ON_SCHEMA(public));
GRANT_TO(golden_app, USAGE, ON_TYPE(feeling));
REVOKE_FROM(public, USAGE, ON_LANGUAGE(plpgsql));

DECLARE_SCHEMA(extra);
GRANT_TO(public, ALL, ON_SCHEMA(extra));

TABLE(users) {
    int64_t        id         PRIMARY_KEY IDENTITY;
    pg_timestamptz changed_at NOT_NULL DEFAULT(now());
};
GRANT_TO(golden_app, ALL, ON_SEQUENCE(users_id_seq));

#include <modelgen/end.h>
