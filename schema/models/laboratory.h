#pragma once
#include "containers.h"
#include "sandbox_templates.h"
#include "sections.h"
#include <modelgen/begin.h>

/** Exercises that are done in a sandbox and checked there. */
TABLE(labs, SCHEMA(laboratory)) {
    int64_t     id           PRIMARY_KEY IDENTITY;
    int64_t     theme_id     NOT_NULL UNIQUE REFERENCES(themes, id, ON_DELETE_CASCADE);
    int64_t     template_id  NOT_NULL REFERENCES(sandbox_templates, id, ON_DELETE_RESTRICT);
    char       *instructions NOT_NULL;
    pg_interval time_limit   NOT_NULL DEFAULT('1 hour') CHECK(time_limit > '0');
    int16_t     max_attempts CHECK(max_attempts > 0); ///< as many as you like if not said
    pg_tstzrange available; ///< always if not said
    TIMESTAMPS;
};
INDEX(labs, (template_id));
INDEX(labs, (available), USING(gist));

/** What is to be done in a laboratory. */
TABLE(lab_tasks, SCHEMA(laboratory), NAME("tasks")) {
    int64_t lab_id       REFERENCES(labs, id, ON_DELETE_CASCADE);
    int16_t number       CHECK(number > 0);
    char   *title        VARCHAR(200) NOT_NULL;
    char   *check_script NOT_NULL; ///< run in the container; done if it exits with 0
    int16_t points       NOT_NULL DEFAULT(1) CHECK(points > 0);
    char   *hints        ARRAY NOT_NULL DEFAULT('{}');
};
PRIMARY_KEY_ON(lab_tasks, (lab_id, number));

ENUM(attempt_state, SCHEMA(laboratory)) { ATTEMPT_OPEN, ATTEMPT_PASSED, ATTEMPT_FAILED, ATTEMPT_EXPIRED };

/** Who tried which laboratory, and how it went. */
TABLE(lab_attempts, SCHEMA(laboratory), NAME("attempts")) {
    int64_t            id           PRIMARY_KEY IDENTITY_ALWAYS;
    int64_t            lab_id       NOT_NULL REFERENCES(labs, id, ON_DELETE_CASCADE);
    int64_t            user_id      NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    pg_uuid            container_id REFERENCES(containers, id, ON_DELETE_SET_NULL);
    enum attempt_state state        NOT_NULL DEFAULT('open');
    pg_timestamptz     finished_at;
    TIMESTAMPS;
};
UNIQUE_ON(lab_attempts, (id, lab_id)); // for the results
CHECK_ON(lab_attempts, (state = 'open') = (finished_at IS NULL), NAME(attempts_finished_has_date));
UNIQUE_INDEX(lab_attempts, (lab_id, user_id), WHERE(state = 'open')); // one at a time
INDEX(lab_attempts, (user_id, created_at DESC));
INDEX(lab_attempts, (container_id));

/** How each task of an attempt went. */
TABLE(lab_results, SCHEMA(laboratory), NAME("results")) {
    int64_t        attempt_id;
    int64_t        lab_id      NOT_NULL;
    int16_t        task_number;
    bool           is_passed   NOT_NULL;
    char          *output;
    pg_timestamptz checked_at  NOT_NULL DEFAULT(now());
};
PRIMARY_KEY_ON(lab_results, (attempt_id, task_number));
FOREIGN_KEY(lab_results, (attempt_id, lab_id), lab_attempts, (id, lab_id), ON_DELETE_CASCADE);
FOREIGN_KEY(lab_results, (lab_id, task_number), lab_tasks, (lab_id, number), ON_DELETE_CASCADE, ON_UPDATE_CASCADE);
INDEX(lab_results, (lab_id, task_number));

#include <modelgen/end.h>
