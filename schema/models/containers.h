#pragma once
#include "sandbox_templates.h"
#include "users.h"
#include <modelgen/begin.h>

ENUM(container_state) { CONTAINER_CREATING, CONTAINER_RUNNING, CONTAINER_STOPPED, CONTAINER_FAILED };

/** The sandboxes in which learners try things out. */
TABLE(containers) {
    pg_uuid              id          PRIMARY_KEY DEFAULT(gen_random_uuid());
    int64_t              user_id     NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    int64_t              template_id REFERENCES(sandbox_templates, id, ON_DELETE_SET_NULL);
    char                *image       VARCHAR(200) NOT_NULL;
    enum container_state state       NOT_NULL DEFAULT('creating');
    pg_inet              address;
    int32_t              ports       ARRAY NOT_NULL DEFAULT('{}');
    int32_t              memory_mb   NOT_NULL DEFAULT(512) CHECK(memory_mb BETWEEN 64 AND 65536);
    pg_numeric           cpus        NUMERIC(4, 2) NOT_NULL DEFAULT(0.5) CHECK(cpus > 0);
    pg_jsonb             environment NOT_NULL DEFAULT('{}');
    char                *error;      ///< why it failed
    pg_timestamptz       started_at;
    pg_timestamptz       expires_at  NOT_NULL DEFAULT(now() + interval '2 hours');
    TIMESTAMPS;
};
CHECK_ON(containers, state <> 'running' OR address IS NOT NULL, NAME(containers_running_has_address));
INDEX(containers, (user_id, created_at DESC));
INDEX(containers, (template_id));
INDEX(containers, (expires_at), WHERE(state IN ('creating', 'running')));

#include <modelgen/end.h>
