/*
 * What functions, procedures and aggregates have in common: arguments, and a name that says their
 * types, as overloads need it: `add(integer, integer)`.
 */
#ifndef MODELGEN_KINDS_ROUTINE_H
#define MODELGEN_KINDS_ROUTINE_H

#include "kinds/compose.h"

/* `add`, quoted if a dot, a quote or a parenthesis is in it: what signatures begin with. */
const char *routine_plain_name(struct arena *arena, const char *name);

/* The bare name in a signature: `add` of `add(integer, integer)`. */
const char *routine_name(struct arena *arena, const char *signature);

/* Where the arguments of a signature begin: "(integer, integer)". */
const char *routine_arguments_of(const char *signature);

/* The signature of these arguments; name is as routine_plain_name gives it. */
const char *routine_signature(struct arena *arena, const char *name, const struct arguments *args);
/* The same of aggregates: "(*)" for none, ORDER BY behind those that are direct. */
const char *aggregate_signature(struct arena *arena, const char *name,
                                const struct arguments *args);

/* `a integer, b text DEFAULT 'x'`: all that a declaration says, but for the columns of a table. */
const char *routine_arguments(struct arena *arena, const struct arguments *args);
const char *aggregate_arguments(struct arena *arena, const struct arguments *args);
/* What RETURNS says: `SETOF text`, `TABLE(a integer)`; NULL: nothing. */
const char *routine_returns(struct arena *arena, const struct function *f);

/* billing.add(a integer, b integer DEFAULT 1): how operations call what they make. */
const char *routine_declaration(struct arena *arena, const struct object *o, const char *arguments);

/* How an argument is passed; "IN" where nothing is said. */
const char *argument_mode(const struct arguments *args, size_t i);
bool argument_is_input(const struct arguments *args, size_t i);
const char *argument_name_of(const struct arguments *args, size_t i); /* "": it has none */

/* The default of the i-th argument; NULL: none. They belong to the last of the inputs. */
const char *argument_default(const struct arguments *args, size_t i);

/* True if callers by name still find their arguments: an input that has a name keeps it. */
bool arguments_keep_names(const struct arguments *before, const struct arguments *after);

/* What a query of the catalog gave, in the form of models. */
void arguments_pulled(struct arena *arena, struct arguments *args);

/* `.key` of functions and procedures: the name that the object has by its arguments. */
const char *function_key(struct arena *arena, const struct object *o);
const char *aggregate_key(struct arena *arena, const struct object *o);

/*
 * What SET says, as PostgreSQL keeps it: "search_path=billing, public"; NULL if the text is no
 * setting. The other way round: a text that gives the setting again.
 */
const char *routine_setting(struct arena *arena, const char *text);
const char *routine_setting_text(struct arena *arena, const char *setting);

/* The setting as models have it, from pg_proc. */
const char *routine_stored_setting(struct arena *arena, const char *stored);

/* What PostgreSQL would say anyway is not said; "C" is c. */
void routine_settle(struct arena *arena, struct function *f);

/* --- SQL of functions: routine_sql.c ------------------------------------------------------ */

/* What is wrong in a text, and at which byte of it. message NULL: nothing. */
struct routine_error {
    const char *message;
    size_t position;
};

/*
 * `billing.add(a integer, OUT b text)`: into arguments; *schema is NULL if none is said. False and
 * an error if it is none.
 */
bool routine_parse(struct arena *arena, const char *text, const char **schema, const char **name,
                   struct arguments *args, struct routine_error *error);
/* `"f"(integer ORDER BY text)`, `count(*)`. */
bool aggregate_parse(struct arena *arena, const char *text, const char **schema, const char **name,
                     struct arguments *args, struct routine_error *error);

/* What follows RETURNS: into the function. */
bool routine_parse_returns(struct arena *arena, const char *text, struct function *f,
                           struct routine_error *error);

/*
 * The next statement of a file: CREATE FUNCTION, CREATE PROCEDURE or COMMENT ON one of them, whose
 * object is then only a name with a comment (*only_comment). NULL at the end of the text, with an
 * error if that is the reason. *text moves on; *at is where the statement begins, *body where the
 * text of its body does (in bytes from start).
 */
struct function *routine_statement(struct arena *arena, const char *start, const char **text,
                                   bool *only_comment, size_t *at, size_t *body,
                                   struct routine_error *error);

/* The whole statement, as a person would write it, without its semicolon. */
const char *routine_text(struct arena *arena, const struct function *f);

#endif
