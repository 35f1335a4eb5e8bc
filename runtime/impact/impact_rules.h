/*
 * What statements look like, and what is known of them from their words alone. A pattern is words
 * with blanks between them:
 *
 * - `WORD`: that word, or sign; `A|B`: one of them; `[A B]`: perhaps these;
 * - `@`: the name of what the rule is about; `@,`: a list of such names; `%`: less its last part;
 * - `&`: another name, which the rule's `other` lock is for;
 * - `$`: the name of a part of it (a column, a constraint), which the question is about;
 * - `#`: any name; `~`: the name of what the rule is about, in a string;
 * - `...`: anything, up to what comes next in the pattern, at the same depth of parentheses.
 *
 * What follows the end of a pattern does not matter. The first rule that fits counts.
 */
#ifndef MODELGEN_RUNTIME_IMPACT_RULES_H
#define MODELGEN_RUNTIME_IMPACT_RULES_H

#include "impact.h"

struct mg_rule {
    const char *pattern; /* NULL ends a table */
    enum mg_lock_mode on, below, other;
    unsigned effects;
    enum mg_question question;
    unsigned other_effects;
};

extern const struct mg_rule mg_statement_rules[];

/* Of ALTER TABLE: what follows its name, between commas. */
extern const struct mg_rule mg_action_rules[];

/* What may stand anywhere in CREATE TABLE and ADD COLUMN; a new table is no concern of anybody. */
extern const struct mg_rule mg_clause_rules[];

#endif
