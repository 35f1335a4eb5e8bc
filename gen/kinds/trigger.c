#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field trigger_fields[] = {
    FIELD(struct trigger, before, ROLE_EXPRESSION), /* may say UPDATE OF columns */
    FIELD(struct trigger, after, ROLE_EXPRESSION),
    FIELD(struct trigger, instead_of, ROLE_EXPRESSION),
    FIELD(struct trigger, for_each_row, ROLE_NONE),
    FIELD(struct trigger, when, ROLE_EXPRESSION),
    FIELD(struct trigger, execute, ROLE_FUNCTION),
};

/* tgtype 19: FOR EACH ROW, BEFORE, UPDATE. */
// clang-format off
static const char trigger_catalog[] =
    "SELECT 2620 AS class, g.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " g.tgname AS name, obj_description(g.oid, 'pg_trigger') AS comment,"
    " CASE g.tgtype WHEN 19 THEN 'UPDATE' END AS before, NULL AS after, NULL AS instead_of,"
    " g.tgtype & 1 = 1 AS for_each_row, NULL AS \"when\","
    " CASE WHEN f.nspname = current_schema() THEN '' ELSE f.nspname || '.' END || p.proname || '()'"
    " AS execute,"
    CATALOG_IF("g.tgtype <> 19 OR g.tgenabled <> 'O' OR g.tgconstraint <> 0 OR g.tgnargs <> 0"
               " OR g.tgattr::text <> '' OR g.tgqual IS NOT NULL OR g.tgoldtable IS NOT NULL"
               " OR g.tgnewtable IS NOT NULL", "'it is not one that ON_UPDATE makes'")
    " AS left_out"
    " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid AND c.relkind IN ('r', 'p')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace f ON f.oid = p.pronamespace"
    " WHERE NOT g.tgisinternal AND g.oid >= 16384";
// clang-format on

static void trigger_create(struct making *making, const struct object *after)
{
    const struct trigger *t = (const struct trigger *)after;

    MAKE(making, create_trigger, mg_trigger_args, compose_table(making->arena, after), after->name,
         .before = t->before, .after = t->after, .instead_of = t->instead_of, .when = t->when,
         .execute = t->execute, .comment = after->comment, .for_each_row = t->for_each_row);
}

static void trigger_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_trigger, mg_part_args, compose_table(making->arena, before), before->name);
}

static void trigger_rename(struct making *making, const struct object *before,
                           const struct object *after)
{
    MAKE(making, rename_trigger, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

const struct kind kind_trigger = {
    .name = "trigger",
    .title = "trigger",
    .size = sizeof(struct trigger),
    .fields = trigger_fields,
    .nfields = sizeof trigger_fields / sizeof *trigger_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "TRIGGER",
    .create = trigger_create,
    .drop = trigger_drop,
    .rename = trigger_rename,
    .catalog = trigger_catalog,
};
