/* What the kinds compose the arguments of operations with. */
#ifndef MODELGEN_KINDS_COMPOSE_H
#define MODELGEN_KINDS_COMPOSE_H

#include "kinds/kinds.h"

/* The items, ended by NULL; NULL if there are none. */
mg_list compose_list(struct arena *arena, const struct strings *list);

/*
 * From one list of storage parameters to another: the names of those that are no longer said, and
 * those that are new or changed. NULL where there are none.
 */
void compose_with_changes(struct arena *arena, const struct strings *before,
                          const struct strings *after, mg_list *reset, mg_list *set);

/* The object's own name, and that of its table, as operations take them. */
const char *compose_name(struct arena *arena, const struct object *o);
const char *compose_table(struct arena *arena, const struct object *o);

/* The same as SQL writes them. */
const char *compose_sql_name(struct arena *arena, const char *schema, const char *name);

/* A string constant of SQL. */
const char *compose_literal(struct arena *arena, const char *value);

/*
 * What a kind's objects need nothing but their name for: drop_x and rename_x.
 */
#define DROP_BY_NAME(kind, operation)                                               \
    static void kind##_drop(struct making *making, const struct object *before)     \
    {                                                                               \
        MAKE(making, operation, mg_name_args, compose_name(making->arena, before)); \
    }
#define RENAME_BY_NAME(kind, operation)                                              \
    static void kind##_rename(struct making *making, const struct object *before,    \
                              const struct object *after)                            \
    {                                                                                \
        MAKE(making, operation, mg_rename_args, compose_name(making->arena, before), \
             compose_name(making->arena, after));                                    \
    }

/* The same of an operator, whose own name is never quoted, and of what has its access method in its
 * name: "even_ops USING btree". */
const char *compose_signature(struct arena *arena, const struct object *o);
const char *compose_method_name(struct arena *arena, const struct object *o);

/* As users write it in answers: "users.email", "billing.invoices.total". */
const char *compose_answer(struct arena *arena, const struct object *o);

/*
 * The name of a constraint, or NULL if PostgreSQL will choose the same by itself: it is the usual
 * one, nobody else bears it, and no comment has to find it.
 */
const char *compose_constraint_name(struct making *making, const struct object *o,
                                    const char *usual);

/* A constraint of up to 32 columns; o's name and comment and what all constraints have. */
struct mg_constraint compose_constraint(struct making *making, const struct object *o,
                                        const char *type, const char *usual_name,
                                        const struct strings *columns);
struct mg_item compose_constraint_item(struct making *making, struct mg_constraint constraint);

/* The comment on the constraint's index: the constraint has to be called by its name then. */
void compose_index_comment(struct mg_constraint *constraint, const struct object *o,
                           const char *comment);

/* What changes in place of any constraint that is an index: that one's parameters, ... */
enum way key_way(const struct object *before, const struct object *after,
                 unsigned long long differences);
void key_alter(struct making *making, const struct object *before, const struct object *after,
               unsigned long long differences);

/* The elements of an index or exclusion constraint: ... USING method (elements) ... */
struct strings index_elements(struct arena *arena, const char *definition);

/* One of them, as models spell it. */
const char *index_element(struct arena *arena, const char *text);

/* The bit of a field in differences. */
unsigned long long field_bit(const struct kind *kind, const char *name);

/* create, drop and rename of every kind of constraint. */
void constraint_create(struct making *making, const struct object *after);
void constraint_drop(struct making *making, const struct object *before);
void constraint_rename(struct making *making, const struct object *before,
                       const struct object *after);

/* The model's enum that a column's type is, or is an array of; NULL if it is none. */
const struct enum_type *enum_of_type(struct arena *arena, const struct schema *s, const char *type);

/*
 * "(int4, NONE)" as "(integer, NONE)": what stands in parentheses behind an operator. NULL: these
 * are no types. The text may go on behind them; *end is where.
 */
const char *operands_canonical(struct arena *arena, const char *text, const char **end);

/*
 * The model's type that a type is, or is an array of: an enum, a domain, ..., a range type also for
 * its multirange, a table for its rows. NULL: it is PostgreSQL's own, or that of an extension.
 */
const struct object *type_object(struct arena *arena, const struct schema *s, const char *type);

/* The type with domains replaced by what they are made of: "varchar(50)" of "email". */
const char *type_without_domains(struct arena *arena, const struct schema *s, const char *type);

/* True if the routine may be one of those that read and write the values of a base type. */
bool base_type_is_made_by(const struct object *type, const struct object *routine);

/* The name of a range type's multirange, as operations take it. */
const char *range_multirange(struct arena *arena, const struct range_type *r);

/* The name of the sequence of an identity column. */
const char *column_sequence(struct arena *arena, const struct column *c);

#endif
