#pragma once
#include <modelgen/begin.h>
TABLE(users) {
    int64_t id PRIMARYKEY;
    char *name NOTNULL UNIQUE;
    char *mail VARCHR(20);
};
INDX(users, (name));
#include <modelgen/end.h>
