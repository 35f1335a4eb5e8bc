/* How the values of a column are kept. */
#include <string.h>

#include "kinds/column.h"
#include "kinds/lineage.h"
#include "kinds/table.h"
#include "model/types.h"

/* pg_type.typstorage of the types that have not "extended", or "plain" as everything of fixed size.
 */
const char *column_usual_storage(struct arena *arena, const char *type)
{
    static const char *const plain[] = {
        "smallint",     "integer",    "bigint",      "real",         "double precision",
        "boolean",      "date",       "time",        "timetz",       "timestamp",
        "timestamptz",  "interval",   "uuid",        "money",        "\"char\"",
        "name",         "macaddr",    "macaddr8",    "point",        "line",
        "lseg",         "box",        "circle",      "oid",          "xid",
        "xid8",         "cid",        "tid",         "pg_lsn",       "tsquery",
        "regclass",     "regtype",    "regproc",     "regrole",      "regprocedure",
        "regoper",      "regconfig",  "regoperator", "regcollation", "regdictionary",
        "regnamespace", "int2vector", "oidvector",   "aclitem"};
    const char *base = type_base(arena, type);

    if (type_is_array(type))
        return "extended";
    if (strcmp(base, "numeric") == 0 || strcmp(base, "inet") == 0 || strcmp(base, "cidr") == 0)
        return "main";
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i], base) == 0)
            return "plain";
    return "extended";
}

static bool has_children(struct making *making, const struct column *c)
{
    const struct object *table =
        schema_find(making->before, &kind_table, c->o.schema, "", c->o.table);

    return table && lineage_children(making->arena, making->before, table).n;
}

/* Children that are made have not got it, so those that are there must not get it either. */
static void alter_statistics(struct making *making, const struct column *after,
                             unsigned long long differences, mg_column *c)
{
    const char *target = after->statistics ? after->statistics : "-1";
    mg_alter_column_args args = {compose_table(making->arena, &after->o),
                                 {.name = after->o.name, .statistics = target, .only = 1}};

    if (!(differences & COLUMN_BIT(STATISTICS)))
        return;
    if (has_children(making, after))
        make_op(making, &mg_op_alter_column, &args);
    else
        c->statistics = target;
}

void column_attributes(struct making *making, const struct column *before,
                       const struct column *after, unsigned long long differences, mg_column *c)
{
    struct option_changes with = option_changes(making->arena, &before->with, &after->with);
    struct option_changes fdw = option_changes(making->arena, &before->options, &after->options);
    /* A new type begins with what it has by itself. */
    bool retyped = differences & COLUMN_RETYPED;

    if (retyped ? after->storage != NULL : (differences & COLUMN_BIT(STORAGE)) != 0)
        c->storage =
            after->storage ? after->storage : column_usual_storage(making->arena, after->type);
    if (retyped ? after->compression != NULL : (differences & COLUMN_BIT(COMPRESSION)) != 0)
        c->compression = after->compression ? after->compression : "default";
    alter_statistics(making, after, differences, c);
    c->with = compose_list(making->arena, &with.said);
    c->reset = compose_list(making->arena, &with.drop);
    c->fdw = compose_list(making->arena, &fdw.set);
    c->fdw_add = compose_list(making->arena, &fdw.add);
    c->fdw_drop = compose_list(making->arena, &fdw.drop);
}
