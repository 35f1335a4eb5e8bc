#pragma once
#include <modelgen/begin.h>

struct ordinary { int64_t id; };

TABLE(users) {
    int64_t id PRIMARY_KEY;
    char   *name;
    char   *mail UNIQUE;
    int32_t a, b;
    char   *key_ NAME("key") UNIQUE;
    int64_t ignored IGNORE;
};
UNIQUE_ON(users, (a, b));
UNIQUE_ON(users, (b), DEFERRABLE);
UNIQUE_INDEX(users, (name), WHERE(a > 0));

TABLE(posts) {
    int64_t  id PRIMARY_KEY;
    int64_t  a REFERENCES(self, idd);
    int32_t  c REFERENCES(users, id);
    char    *d REFERENCES(users, id);
    char    *e REFERENCES(users, name);
    int32_t  f REFERENCES(users, b);
    int64_t  g NOT_NULL REFERENCES(users, id, ON_DELETE_SET_NULL);
    int64_t  h NOT_NULL REFERENCES(users, id, ON_DELETE_SET_DEFAULT);
    int64_t  i GENERATED(id + 1) REFERENCES(users, id, ON_DELETE_SET_NULL, NAME(first));
    int64_t  j GENERATED(id + 2) REFERENCES(users, id, ON_UPDATE_CASCADE, NAME(second));
    char    *k VARCHAR(20) REFERENCES(users, mail);
    int64_t  l REFERENCES(users, id, ON_DELETE_SET_NULL, SET_COLUMNS(k));
    char    *m REFERENCES(users, key_);
};
FOREIGN_KEY(posts, (c, f), users, (a, b), ON_DELETE_SET_NULL, SET_COLUMNS(c));
FOREIGN_KEY(posts, (f, c), users, (b, a));
FOREIGN_KEY(posts, (c, f), users, (a));
FOREIGN_KEY(posts, (c, f), users, (a, name));
FOREIGN_KEY(posts, (id), self, (id), NAME(itself));
#include <modelgen/end.h>
