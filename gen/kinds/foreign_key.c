#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/distribution.h"
#include "model/names.h"
#include "model/sql.h"

static const struct field foreign_key_fields[] = {
    FIELD(struct foreign_key, columns, ROLE_COLUMNS),
    FIELD(struct foreign_key, ref_schema, ROLE_REF_SCHEMA),
    FIELD(struct foreign_key, ref_table, ROLE_REF_TABLE),
    FIELD(struct foreign_key, ref_columns, ROLE_REF_COLUMNS),
    FIELD(struct foreign_key, match, ROLE_NONE),
    FIELD(struct foreign_key, on_delete, ROLE_NONE),
    FIELD(struct foreign_key, on_update, ROLE_NONE),
    FIELD(struct foreign_key, set_columns, ROLE_COLUMNS),
    FIELD(struct foreign_key, period, ROLE_NONE),
    FIELD(struct foreign_key, not_valid, ROLE_NONE),
    FIELD(struct foreign_key, not_enforced, ROLE_NONE),
    FIELD(struct foreign_key, deferrable, ROLE_NONE),
    FIELD(struct foreign_key, initially_deferred, ROLE_NONE),
};

// clang-format off
#define ACTION(column)                                                 \
    "CASE " column " WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'" \
    " WHEN 'd' THEN 'SET DEFAULT' WHEN 'r' THEN 'RESTRICT' END"

static const char foreign_key_catalog[] =
    CATALOG_CONSTRAINT
    CATALOG_COLUMNS("k.conrelid", "k.conkey") " AS columns,"
    " rn.nspname AS ref_schema, r.relname AS ref_table,"
    CATALOG_COLUMNS("k.confrelid", "k.confkey") " AS ref_columns,"
    " CASE k.confmatchtype WHEN 'f' THEN 'FULL' END AS match,"
    ACTION("k.confdeltype") " AS on_delete," ACTION("k.confupdtype") " AS on_update,"
    CATALOG_COLUMNS("k.conrelid", "(SELECT array_agg(s::int2) FROM jsonb_array_elements_text("
                    "nullif(to_jsonb(k)->'confdelsetcols', 'null')) s)") " AS set_columns,"
    " coalesce((to_jsonb(k)->>'conperiod')::bool, false) AS period,"
    CATALOG_VALIDITY
    CATALOG_FROM_CONSTRAINT
    " JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace"
    " WHERE k.contype = 'f' AND k.conparentid = 0 AND k.oid >= 16384";
// clang-format on

static struct mg_item foreign_key_item(struct making *making, const struct object *after)
{
    const struct foreign_key *f = (const struct foreign_key *)after;
    const char *usual = name_foreign_key(making->arena, after->table, &f->columns);
    struct mg_constraint c = compose_constraint(making, after, "FOREIGN KEY", usual, &f->columns);

    c.references = qualified_name(making->arena, f->ref_schema ? f->ref_schema : "", f->ref_table);
    c.referenced = compose_list(making->arena, &f->ref_columns);
    c.match = f->match;
    c.on_delete = f->on_delete;
    c.on_update = f->on_update;
    c.set_columns = compose_list(making->arena, &f->set_columns);
    c.period = f->period;
    c.not_valid = f->not_valid;
    c.not_enforced = f->not_enforced;
    c.deferrable = f->deferrable;
    c.initially_deferred = f->initially_deferred;
    return compose_constraint_item(making, c);
}

/* Citus takes foreign keys once both tables are where they belong, and lets neither go with one. */
static void need_distributions(struct arena *arena, const struct schema *s,
                               const struct foreign_key *f, struct object_list *needs)
{
    const struct distribution *own = distribution_of(s, f->o.schema, f->o.table);
    const struct distribution *other =
        distribution_of(s, f->ref_schema ? f->ref_schema : "", f->ref_table);

    if (own)
        *vec_push(arena, needs) = &own->o;
    if (other && other != own)
        *vec_push(arena, needs) = &other->o;
}

/* Whatever makes the referenced columns unique; PostgreSQL uses one of them. */
static void foreign_key_needs(struct arena *arena, const struct schema *s, const struct object *o,
                              struct object_list *needs)
{
    static const struct kind *const keys[] = {&kind_primary_key, &kind_unique, &kind_index};
    const struct foreign_key *f = (const struct foreign_key *)o;
    const char *schema = f->ref_schema ? f->ref_schema : "";

    need_distributions(arena, s, f, needs);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct objects all = schema_children(s, keys[k], schema, f->ref_table);

        for (size_t i = 0; i < all.n; i++)
            if (key_is_of(arena, all.items[i], &f->ref_columns))
                *vec_push(arena, needs) = all.items[i];
    }
}

/* ALTER CONSTRAINT is not among what Citus passes on (ErrorIfUnsupportedAlterTableStmt, in its
 * src/backend/distributed/commands/table.c). */
static bool is_distributed(const struct making *making, const struct object *o)
{
    return distribution_of(making->before, o->schema, o->table) &&
           distribution_of(making->after, o->schema, o->table);
}

/* When it is checked, and whether; and for the first time. The rest makes another one. */
static enum way foreign_key_way(const struct making *making, const struct object *before,
                                const struct object *after, unsigned long long differences)
{
    const struct foreign_key *old = (const struct foreign_key *)before;
    const struct foreign_key *new = (const struct foreign_key *)after;
    unsigned long long in_place =
        field_bit(after->kind, "deferrable") | field_bit(after->kind, "initially_deferred") |
        field_bit(after->kind, "not_enforced") | field_bit(after->kind, "not_valid");

    if (new->not_valid && (!old->not_valid || old->not_enforced))
        return WAY_REPLACE;
    if (is_distributed(making, after))
        in_place = field_bit(after->kind, "not_valid");
    return differences & ~in_place ? WAY_REPLACE : WAY_ALTER;
}

static void foreign_key_alter(struct making *making, const struct object *before,
                              const struct object *after, unsigned long long differences)
{
    const struct foreign_key *old = (const struct foreign_key *)before;
    const struct foreign_key *new = (const struct foreign_key *)after;
    const char *table = compose_table(making->arena, after);

    if (differences & ~field_bit(after->kind, "not_valid")) {
        bool when = new->deferrable != old->deferrable ||
                    new->initially_deferred != old->initially_deferred;

        MAKE(making, alter_constraint, mg_alter_constraint_args, table, after->name,
             .deferrable = when && new->deferrable,
             .initially_deferred = when && new->initially_deferred,
             .not_deferrable = old->deferrable && !new->deferrable,
             .not_enforced = new->not_enforced && !old->not_enforced,
             .enforced = old->not_enforced && !new->not_enforced);
    }
    if (old->not_valid && !new->not_valid && !new->not_enforced)
        MAKE(making, validate_constraint, mg_part_args, table, after->name);
}

const struct kind kind_foreign_key = {
    .name = "foreign_key",
    .title = "foreign key",
    .size = sizeof(struct foreign_key),
    .fields = foreign_key_fields,
    .nfields = sizeof foreign_key_fields / sizeof *foreign_key_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "CONSTRAINT",
    .create = constraint_create,
    .item = foreign_key_item,
    .drop = constraint_drop,
    .way_among = foreign_key_way,
    .alter = foreign_key_alter,
    .rename = constraint_rename,
    .needs = foreign_key_needs,
    .catalog = foreign_key_catalog,
};
