#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "runtime/buf.h"

static const struct field table_fields[] = {
    SAID(struct table, with, ROLE_NONE, FORM_OPTIONS, "WITH"),
    SAID(struct table, row_security, ROLE_NONE, FORM_FLAG, "ROW_SECURITY"),
    SAID(struct table, force_row_security, ROLE_NONE, FORM_FLAG, "FORCE_ROW_SECURITY"),
};

// clang-format off
static const char table_catalog[] =
    "SELECT 1259 AS class, c.oid, 0 AS sub, n.nspname AS schema, c.relname AS name,"
    " obj_description(c.oid, 'pg_class') AS comment,"
    CATALOG_WITH("c.reloptions || (SELECT array_agg('toast.' || x) FROM unnest(t.reloptions) x)")
    " AS \"with\", c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,"
    " CASE WHEN c.relispartition THEN 'it is a partition'"
    " WHEN c.relkind = 'p' THEN 'it is partitioned'"
    " WHEN EXISTS (SELECT FROM pg_inherits h WHERE c.oid = h.inhrelid) THEN 'it inherits'"
    " WHEN c.reloftype <> 0 THEN 'it is OF a type' END AS left_out,"
    CATALOG_LOST(CATALOG_IF("c.relpersistence = 'u'", "'that it is UNLOGGED'") ","
                 CATALOG_IF("c.relreplident <> 'd'", "'its REPLICA IDENTITY'") ","
                 CATALOG_IF("c.reltablespace <> 0", "'its TABLESPACE'") ","
                 CATALOG_IF("m.amname <> 'heap'", "'its access method'"))
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_class t ON t.oid = c.reltoastrelid LEFT JOIN pg_am m ON m.oid = c.relam"
    " WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384";
// clang-format on

static void make_row_security(struct making *making, const struct table *before,
                              const struct table *after)
{
    bool was = before && before->row_security, forced = before && before->force_row_security;

    if (was == after->row_security && forced == after->force_row_security)
        return;
    MAKE(making, alter_table, mg_alter_table_args, compose_name(making->arena, &after->o),
         .row_security = after->row_security && !was, .no_row_security = was && !after->row_security,
         .force_row_security = after->force_row_security && !forced,
         .no_force_row_security = forced && !after->force_row_security);
}

/* The parts that it takes in (making->parts) are its lines; see plan/fold.c. */
static void table_create(struct making *making, const struct object *after)
{
    const struct table *t = (const struct table *)after;
    size_t n = 0, lines = 0;

    while (making->parts && making->parts[n])
        n++;

    struct mg_item *items = arena_alloc(making->arena, (n + 2) * sizeof *items);

    for (size_t i = 0; i < n; i++)
        items[lines++] = making->parts[i]->kind->item(making, making->parts[i]);
    if (after->comment || t->with.n) {
        struct mg_options *options = arena_new_of(making->arena, struct mg_options);

        options->comment = after->comment;
        options->with = compose_list(making->arena, &t->with);
        items[lines++].options = options;
    }
    MAKE(making, create_table, mg_table_args, compose_name(making->arena, after), items);
    make_row_security(making, NULL, t);
}

static void table_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_table, mg_name_args, compose_name(making->arena, before));
}

static enum way table_way(const struct object *before, const struct object *after,
                          unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

/* The parameter's name: what stands before "=". */
static size_t key_length(const char *parameter)
{
    return strcspn(parameter, "= ");
}

static bool has_key(const struct strings *list, const char *parameter)
{
    size_t n = key_length(parameter);

    for (size_t i = 0; i < list->n; i++)
        if (key_length(list->items[i]) == n && strncmp(list->items[i], parameter, n) == 0)
            return true;
    return false;
}

static void make_execute(struct making *making, struct mg_buf *sql)
{
    MAKE(making, execute, mg_text_args, arena_strdup(making->arena, mg_buf_text(sql)));
    mg_buf_free(sql);
}

/* Storage parameters: those that are no longer said are reset, new and changed ones set. */
static void table_alter(struct making *making, const struct object *before,
                        const struct object *after, unsigned long long differences)
{
    const struct strings *old = &((const struct table *)before)->with;
    const struct strings *new = &((const struct table *)after)->with;
    const char *name = compose_sql_name(making->arena, after->schema, after->name);
    struct mg_buf reset = MG_BUF_INIT, set = MG_BUF_INIT;

    (void)differences;
    for (size_t i = 0; i < old->n; i++)
        if (!has_key(new, old->items[i])) {
            if (reset.n == 0)
                mg_buf_printf(&reset, "ALTER TABLE %s RESET (", name);
            else
                mg_buf_add(&reset, ", ");
            mg_buf_addn(&reset, old->items[i], key_length(old->items[i]));
        }
    for (size_t i = 0; i < new->n; i++)
        if (strings_find(old, new->items[i]) < 0) {
            if (set.n == 0)
                mg_buf_printf(&set, "ALTER TABLE %s SET (", name);
            else
                mg_buf_add(&set, ", ");
            mg_buf_add(&set, new->items[i]);
        }
    if (reset.n) {
        mg_buf_addc(&reset, ')');
        make_execute(making, &reset);
    }
    if (set.n) {
        mg_buf_addc(&set, ')');
        make_execute(making, &set);
    }
    make_row_security(making, (const struct table *)before, (const struct table *)after);
}

static void table_rename(struct making *making, const struct object *before,
                         const struct object *after)
{
    MAKE(making, rename_table, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

static const char *table_loss(struct arena *arena, const struct object *before,
                              const struct object *after)
{
    return after ? NULL : arena_printf(arena, "the rows of %s", object_label(arena, before));
}

const struct kind kind_table = {
    .name = "table",
    .title = "table",
    .size = sizeof(struct table),
    .fields = table_fields,
    .nfields = sizeof table_fields / sizeof *table_fields,
    .holds_parts = true,
    .is_relation = true,
    .lasting = true,
    .comment_inline = true,
    .comment_object = "TABLE",
    .create = table_create,
    .drop = table_drop,
    .way = table_way,
    .alter = table_alter,
    .rename = table_rename,
    .loss = table_loss,
    .catalog = table_catalog,
};
