#include "database/catalog.h"

#include <fnmatch.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "database/catalog_rows.h"
#include "kinds/kinds.h"

/* --- The connection ----------------------------------------------------------------------- */

/* Texts do not depend on settings of the user's: as pg_dump has it. */
static const char *const settings[] = {
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL DateStyle = ISO",
    "SET LOCAL IntervalStyle = postgres",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL extra_float_digits = 3",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL statement_timeout = 0",
};

static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

static bool begin(struct finding *f)
{
    struct rows rows;

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!finding_query(f, settings[i], &rows))
            return false;
    if (!finding_query(f,
                       "SELECT coalesce(current_schema(), 'public') AS schema,"
                       " set_config('search_path', quote_ident(coalesce(current_schema(),"
                       " 'public')), true)",
                       &rows))
        return false;
    f->default_schema = rows_value(&rows, 0, "schema");
    return true;
}

static bool load_members(struct finding *f)
{
    struct rows rows;

    if (!finding_query(f,
                       "SELECT classid AS class, objid AS oid FROM pg_depend"
                       " WHERE deptype = 'e' AND objid >= 16384",
                       &rows))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const char *node =
            node_name(f->arena, rows_value(&rows, i, "class"), rows_value(&rows, i, "oid"), "0");

        map_put(f->members, node, (void *)node);
    }
    return true;
}

/* --- What is chosen ----------------------------------------------------------------------- */

static bool matches(struct arena *arena, const struct strings *patterns, const char *schema,
                    const char *name)
{
    const char *full = arena_printf(arena, "%s.%s", schema, name);

    for (size_t i = 0; i < patterns->n; i++)
        if (fnmatch(patterns->items[i], name, 0) == 0 || fnmatch(patterns->items[i], full, 0) == 0)
            return true;
    return false;
}

static bool is_chosen(struct finding *f, const struct catalog_options *options,
                      const struct found *found)
{
    const struct object *o = found->object;
    bool is_schema = o && o->kind == &kind_schema;
    const char *schema = is_schema ? o->name : *found->schema ? found->schema : f->default_schema;
    const char *table = !o ? NULL : o->kind->holds_parts ? o->name : *o->table ? o->table : NULL;

    if (options->schemas.n && !matches(f->arena, &options->schemas, "", schema))
        return false;
    if (!table)
        return !options->tables.n || o;
    return (!options->tables.n || matches(f->arena, &options->tables, schema, table)) &&
           !matches(f->arena, &options->excludes, schema, table);
}

/* --- The whole ---------------------------------------------------------------------------- */

/* Who wants certain tables wants no schemas that these are not in. */
static void hide_empty_schemas(struct finding *f)
{
    struct map *used = map_of_texts(f->arena);

    for (size_t i = 0; i < f->found.n; i++) {
        const struct object *o = f->found.items[i]->object;

        if (o && !f->found.items[i]->why)
            map_put(used, o->schema, (void *)o);
    }
    for (size_t i = 0; i < f->found.n; i++) {
        struct found *found = f->found.items[i];

        if (found->object && found->object->kind == &kind_schema && !found->why &&
            !map_get(used, found->object->name)) {
            found->why = "";
            found->hidden = true;
        }
    }
}

/* What is said of something that is left out is not told by itself. */
static void hide_with_others(struct finding *f)
{
    for (size_t i = 0; i < f->found.n; i++) {
        struct found *found = f->found.items[i];
        const struct found *about = found->about ? map_get(f->nodes, found->about) : NULL;

        if (about && about->why) {
            found->why = "";
            found->hidden = true;
        }
    }
}

static struct schema *collect(struct finding *f)
{
    struct schema *s = schema_new(f->arena);
    struct map *tables = map_of_texts(f->arena);

    for (size_t i = 0; i < f->found.n; i++) {
        struct found *found = f->found.items[i];
        struct object *o = found->object;

        if (!o || (found->why && !o->kind->holds_parts))
            continue;
        if (o->kind->holds_parts && !found->why)
            map_put(tables, qualified_name(f->arena, o->schema, o->name), o);
        /* With a table its parts are left out; nobody needs to be told of each. */
        if (o->kind->in_table && !map_get(tables, qualified_name(f->arena, o->schema, o->table)))
            found->why = "", found->hidden = true;
        if (!found->why)
            schema_add(s, o);
    }
    schema_finish(s);
    return s;
}

static void report(struct finding *f, struct catalog *catalog)
{
    struct map *tables = map_of_texts(f->arena);

    for (size_t i = 0; i < f->found.n; i++) {
        const struct found *found = f->found.items[i];
        const struct object *o = found->object;

        if (o && o->kind->holds_parts && found->why)
            map_put(tables, qualified_name(f->arena, o->schema, o->name), (void *)o);
    }
    for (size_t i = 0; i < f->found.n; i++) {
        const struct found *found = f->found.items[i];
        const struct object *o = found->object;

        if (found->hidden || (o && o->kind->in_table &&
                              map_get(tables, qualified_name(f->arena, o->schema, o->table))))
            continue;
        if (found->why)
            strings_add(f->arena, &catalog->left_out,
                        *found->why ? arena_printf(f->arena, "%s: %s", found->label, found->why)
                                    : found->label);
        for (size_t k = 0; !found->why && k < found->lost.n; k++)
            strings_add(f->arena, &catalog->left_out,
                        arena_printf(f->arena, "of %s: %s", found->label, found->lost.items[k]));
    }
}

static bool read_all(struct finding *f, const struct catalog_options *options,
                     struct catalog *catalog)
{
    if (!begin(f) || !load_members(f) || !finding_objects(f) || !finding_others(f))
        return false;
    for (size_t i = 0; i < f->found.n; i++)
        if (!is_chosen(f, options, f->found.items[i])) {
            f->found.items[i]->why = "";
            f->found.items[i]->hidden = true;
        }
    if (!finding_needs(f) || !finding_owners(f, options->owner))
        return false;
    hide_with_others(f);
    if (options->tables.n)
        hide_empty_schemas(f);
    catalog->schema = collect(f);
    report(f, catalog);
    return true;
}

bool catalog_read(struct arena *arena, const char *url, const struct catalog_options *options,
                  struct catalog *catalog, struct diags *diags)
{
    PGconn *connection = PQconnectdb(url);
    struct finding f = {.arena = arena,
                        .diags = diags,
                        .connection = connection,
                        .nodes = map_of_texts(arena),
                        .members = map_of_texts(arena)};
    bool ok = false;

    *catalog = (struct catalog){0};
    if (PQstatus(connection) == CONNECTION_OK) {
        PQsetNoticeProcessor(connection, ignore_notice, NULL);
        PQsetClientEncoding(connection, "UTF8");
        ok = read_all(&f, options, catalog);
    } else {
        diag_error(diags, MG605, (struct loc){0}, "the database cannot be reached");
        diag_detail(diags, arena_strdup(arena, PQerrorMessage(connection)));
    }
    PQfinish(connection);
    return ok;
}
