#pragma once
#include <modelgen/begin.h>

ENUM(kind) { KIND_A, KIND_C, KIND_B };
TABLE(people, RENAMED_FROM(users)) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email VARCHAR(200) NOT_NULL UNIQUE;
    char   *nickname RENAMED_FROM(nick) DEFAULT("''");
};
TABLE(posts) {
    int64_t id PRIMARY_KEY IDENTITY;
    int64_t writer_id RENAMED_FROM(author_id) NOT_NULL REFERENCES(people, id, ON_DELETE_RESTRICT);
    enum kind kind NOT_NULL DEFAULT('a');
    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
};
INDEX(posts, (writer_id, updated_at DESC));
TABLE(votes) {
    int64_t post_id REFERENCES(posts, id, ON_DELETE_CASCADE);
    int64_t voter_id REFERENCES(people, id, ON_DELETE_CASCADE);
    int16_t value NOT_NULL CHECK(value BETWEEN -1 AND 1);
};
PRIMARY_KEY_ON(votes, (post_id, voter_id));

#include <modelgen/end.h>
