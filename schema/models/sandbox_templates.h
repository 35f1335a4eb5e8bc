#pragma once
#include "users.h"
#include <modelgen/begin.h>

/** What containers are made from. */
TABLE(sandbox_templates) {
    int64_t    id             PRIMARY_KEY IDENTITY;
    char      *name           VARCHAR(100) NOT_NULL UNIQUE;
    char      *description    NOT_NULL DEFAULT("''");
    char      *image          VARCHAR(200) NOT_NULL;
    char      *startup_script;
    int32_t    ports          ARRAY NOT_NULL DEFAULT('{}');
    int32_t    memory_mb      NOT_NULL DEFAULT(512) CHECK(memory_mb BETWEEN 64 AND 65536);
    pg_numeric cpus           NUMERIC(4, 2) NOT_NULL DEFAULT(0.5) CHECK(cpus > 0);
    pg_jsonb   environment    NOT_NULL DEFAULT('{}');
    bool       is_visible     NOT_NULL DEFAULT(true); ///< offered to learners
    int64_t    created_by     REFERENCES(users, id, ON_DELETE_SET_NULL);
    TIMESTAMPS;
};
INDEX(sandbox_templates, (name), WHERE(is_visible));

#include <modelgen/end.h>
