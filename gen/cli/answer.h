/* The answers that revision, diff and check take on the command line. */
#ifndef MODELGEN_CLI_ANSWER_H
#define MODELGEN_CLI_ANSWER_H

#include "cli/cli.h"
#include "model/answers.h"

struct answer_values {
    struct mg_texts rename, using_, using_down, fill, map, drop;
};

// clang-format off
#define ANSWER_OPTIONS(struct_, member) \
    {"rename", 0, MG_OPTION_LIST, offsetof(struct_, member.rename), "OLD:NEW", "users.mail:users.email is a rename, not a drop and an add"}, \
    {"drop", 0, MG_OPTION_LIST, offsetof(struct_, member.drop), "NAME", "users.mail is really dropped, not renamed; or made anew, not changed"}, \
    {"using", 0, MG_OPTION_LIST, offsetof(struct_, member.using_), "COLUMN=EXPR", "how values of users.age get its new type"}, \
    {"using-down", 0, MG_OPTION_LIST, offsetof(struct_, member.using_down), "COLUMN=EXPR", "... and back, in downgrade"}, \
    {"fill", 0, MG_OPTION_LIST, offsetof(struct_, member.fill), "COLUMN=EXPR", "what rows that are there get in a new NOT NULL column"}, \
    {"map", 0, MG_OPTION_LIST, offsetof(struct_, member.map), "TYPE.OLD=NEW", "what rows get that hold an enum value which goes away"}
// clang-format on

/* False and a usage error if one is not of its form. */
bool answers_read(struct cli *cli, const struct answer_values *values, struct answers *answers);

#endif
