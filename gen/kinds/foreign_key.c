#include "kinds/catalog.h"
#include "kinds/compose.h"
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
    CATALOG_IF("NOT k.convalidated OR (to_jsonb(k)->>'conenforced') = 'false'",
               "'it is not enforced for every row'") " AS left_out"
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
    c.deferrable = f->deferrable;
    c.initially_deferred = f->initially_deferred;
    return compose_constraint_item(making, c);
}

/* Whatever makes the referenced columns unique; PostgreSQL uses one of them. */
static void foreign_key_needs(struct arena *arena, const struct schema *s, const struct object *o,
                              struct object_list *needs)
{
    static const struct kind *const keys[] = {&kind_primary_key, &kind_unique, &kind_index};
    const struct foreign_key *f = (const struct foreign_key *)o;
    const char *schema = f->ref_schema ? f->ref_schema : "";

    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct objects all = schema_children(s, keys[k], schema, f->ref_table);

        for (size_t i = 0; i < all.n; i++)
            if (key_is_of(arena, all.items[i], &f->ref_columns))
                *vec_push(arena, needs) = all.items[i];
    }
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
    .rename = constraint_rename,
    .needs = foreign_key_needs,
    .catalog = foreign_key_catalog,
};
