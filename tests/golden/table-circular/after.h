#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    int64_t team_id;
};
TABLE(teams) {
    int64_t id PRIMARY_KEY IDENTITY;
    int64_t leader_id NOT_NULL REFERENCES(users, id, ON_DELETE_RESTRICT);
};
FOREIGN_KEY(users, (team_id), teams, (id), ON_DELETE_SET_NULL);

#include <modelgen/end.h>
