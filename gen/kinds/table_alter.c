#include <ctype.h>
#include <string.h>

#include "kinds/table.h"
#include "model/answers.h"
#include "model/sql.h"
#include "model/sql_token.h"

/* --- Options ------------------------------------------------------------------------------ */

static size_t key_length(const char *option)
{
    return strcspn(option, "=");
}

static bool has_key(const struct strings *list, const char *option)
{
    size_t n = key_length(option);

    for (size_t i = 0; i < list->n; i++)
        if (key_length(list->items[i]) == n && strncmp(list->items[i], option, n) == 0)
            return true;
    return false;
}

struct option_changes option_changes(struct arena *arena, const struct strings *before,
                                     const struct strings *after)
{
    struct option_changes changes = {0};

    for (size_t i = 0; i < before->n; i++)
        if (!has_key(after, before->items[i]))
            strings_add(arena, &changes.drop,
                        arena_strndup(arena, before->items[i], key_length(before->items[i])));
    for (size_t i = 0; i < after->n; i++)
        if (strings_find(before, after->items[i]) < 0) {
            strings_add(arena, has_key(before, after->items[i]) ? &changes.set : &changes.add,
                        after->items[i]);
            strings_add(arena, &changes.said, after->items[i]);
        }
    return changes;
}

/* --- PARTITION BY ------------------------------------------------------------------------- */

/* One pair of parentheses around an element that is an expression; none around a column. */
static const char *element(struct arena *arena, const char *text)
{
    const char *column = sql_element_column(arena, text), *p = text;

    if (column) {
        struct sql_token token = sql_token_next(&p);

        return arena_printf(arena, "%s%s", sql_ident(arena, column), token.p + token.n);
    }
    while (strncmp(text, "((", 2) == 0 && strcmp(text + strlen(text) - 2, "))") == 0)
        text = arena_strndup(arena, text + 1, strlen(text) - 2);
    return text;
}

const char *partition_by_canonical(struct arena *arena, const char *text)
{
    static const char *const strategies[] = {"RANGE", "LIST", "HASH"};
    const char *p = text, *start, *elements = "";
    struct sql_token strategy = sql_token_next(&p), token = sql_token_next(&p);
    int depth = 1;
    size_t s = 0;

    while (s < 3 && (strategy.n != strlen(strategies[s]) ||
                     strncasecmp(strategy.p, strategies[s], strategy.n) != 0))
        s++;
    if (s == 3 || !sql_token_is(token, "("))
        return NULL;
    for (start = p; depth > 0;) {
        token = sql_token_next(&p);
        if (token.kind == SQL_END)
            return NULL;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth == 0 || (depth == 1 && sql_token_is(token, ","))) {
            const char *one =
                sql_tidy(arena, arena_strndup(arena, start, (size_t)(token.p - start)));

            elements =
                arena_printf(arena, "%s%s%s", elements, *elements ? ", " : "", element(arena, one));
            start = p;
        }
    }
    return sql_token_next(&p).kind == SQL_END && *elements
               ? arena_printf(arena, "%s (%s)", strategies[s], elements)
               : NULL;
}

/* --- ALTER TABLE -------------------------------------------------------------------------- */

enum way table_way(const struct object *before, const struct object *after,
                   unsigned long long differences)
{
    const struct table *old = (const struct table *)before;
    const struct table *new = (const struct table *)after;

    /* A foreign table loses nothing: its rows are elsewhere. */
    return differences & TABLE_BIT(SERVER) && old->server && new->server ? WAY_REPLACE : WAY_ALTER;
}

/* What no ALTER TABLE does. */
static bool is_refused(struct making *making, const struct table *old, const struct table *new,
                       unsigned long long differences)
{
    const char *label = object_label(making->arena, &new->o), *name = new->o.name;

    if (differences & TABLE_BIT(PARTITION_BY)) {
        if (!new->partition_by)
            diag_error(making->diags, MG310, new->o.loc,
                       "%s is partitioned; PostgreSQL cannot make it a plain table", label);
        else if (!old->partition_by)
            diag_error(making->diags, MG310, new->o.loc,
                       "%s is a plain table; PostgreSQL cannot make it a partitioned one", label);
        else
            diag_error(making->diags, MG310, new->o.loc,
                       "%s is partitioned by %s; PostgreSQL cannot partition it by %s instead",
                       label, old->partition_by, new->partition_by);
        diag_hint(making->diags,
                  "Rename it (RENAMED_FROM(%s) on TABLE(%s_old)) in one revision; add the new "
                  "\"%s\" in the next, and move the rows there: INSERT INTO %s SELECT * FROM "
                  "%s_old, or attach %s_old as a partition. Without its rows: --drop %s",
                  name, name, name, name, name, name,
                  answer_word(making->arena, compose_answer(making->arena, &new->o)));
        return true;
    }
    if (differences & TABLE_BIT(SERVER) && (!old->server || !new->server)) {
        diag_error(making->diags, MG310, new->o.loc,
                   old->server ? "%s is a foreign table; PostgreSQL cannot make it a plain one"
                               : "%s is a plain table; PostgreSQL cannot make it a foreign one",
                   label);
        diag_hint(making->diags, "Without its rows: --drop %s",
                  answer_word(making->arena, compose_answer(making->arena, &new->o)));
        return true;
    }
    return false;
}

static void alter_options(struct making *making, const struct table *old, const struct table *new,
                          mg_alter_table_args *args)
{
    struct option_changes with = option_changes(making->arena, &old->with, &new->with);
    struct option_changes fdw = option_changes(making->arena, &old->options, &new->options);

    args->reset = compose_list(making->arena, &with.drop);
    args->with = compose_list(making->arena, &with.said);
    args->fdw = compose_list(making->arena, &fdw.set);
    args->fdw_add = compose_list(making->arena, &fdw.add);
    args->fdw_drop = compose_list(making->arena, &fdw.drop);
}

void table_alter(struct making *making, const struct object *before, const struct object *after,
                 unsigned long long differences)
{
    const struct table *old = (const struct table *)before;
    const struct table *new = (const struct table *)after;
    mg_alter_table_args args = {.name = compose_name(making->arena, after)};

    if (is_refused(making, old, new, differences))
        return;
    if (differences & TABLE_BIT(UNLOGGED)) {
        args.unlogged = new->unlogged;
        args.logged = !new->unlogged;
    }
    if (differences & TABLE_BIT(ACCESS_METHOD))
        args.access_method = new->access_method ? new->access_method : "heap";
    if (differences & TABLE_BIT(TABLESPACE))
        args.tablespace = new->tablespace ? new->tablespace : "pg_default";
    if (differences & TABLE_BIT(OF_TYPE)) {
        args.of_type = new->of_type;
        args.no_type = old->of_type && !new->of_type;
    }
    if (differences & TABLE_BIT(REPLICA_IDENTITY))
        args.replica_identity = new->replica_identity ? new->replica_identity : "DEFAULT";
    args.row_security = new->row_security && !old->row_security;
    args.no_row_security = old->row_security && !new->row_security;
    args.force_row_security = new->force_row_security && !old->force_row_security;
    args.no_force_row_security = old->force_row_security && !new->force_row_security;
    alter_options(making, old, new, &args);
    make_op(making, &mg_op_alter_table, &args);
}
