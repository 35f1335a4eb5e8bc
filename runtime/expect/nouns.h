/* What operations are called about, and what SQL calls so: create_<noun>, COMMENT ON <NOUN>. */
#ifndef MODELGEN_RUNTIME_EXPECT_NOUNS_H
#define MODELGEN_RUNTIME_EXPECT_NOUNS_H

#include "expect.h"

struct mg_noun {
    const char *noun;
    enum mg_thing_kind kind;
    bool inside; /* of a thing of that kind, which comes first: what is changed is that one */
};

/* NULL: none that is of interest here. */
const struct mg_noun *mg_noun_find(const char *noun);
const struct mg_noun *mg_noun_of_operation(const char *operation);
const struct mg_noun *mg_noun_of_object(const char *object); /* "MATERIALIZED VIEW" */

/* add_column: "add". */
bool mg_has_verb(const char *operation, const char *verb);

/* The texts that stand at their places, in order. */
size_t mg_positions(const struct mg_operation *operation, const void *args, const char **texts,
                    size_t most);

/* Whether a text holds this name, or the last part of it, as a word. */
bool mg_text_mentions(const char *text, const char *name);

#endif
