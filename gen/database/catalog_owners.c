/*
 * Who owns what. A model says an owner only where it is another one than that of most objects: the
 * role that owns most is the one that runs the migrations, and what it makes is its own.
 */
#include <string.h>

#include "database/catalog_rows.h"
#include "kinds/catalog.h"
#include "kinds/kinds.h"

#define OWNED(class, prefix, from) \
    "SELECT " class " AS class, oid, " prefix "owner AS role FROM " from " WHERE oid >= 16384"

/* A sequence that a column owns has the owner of its table. */
// clang-format off
static const char owners[] =
    "SELECT o.class, o.oid, r.rolname AS owner, r.oid = (SELECT datdba FROM pg_database"
    " WHERE datname = current_database()) AS usual FROM ("
    OWNED("1259", "rel", "pg_class c") " AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS"
    " (SELECT FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid AND d.refclassid = 1259"
    " AND d.deptype IN ('a', 'i') AND c.relkind = 'S')"
    " UNION ALL " OWNED("1247", "typ", "pg_type")
    " UNION ALL " OWNED("1255", "pro", "pg_proc")
    " UNION ALL " OWNED("2615", "nsp", "pg_namespace")
    " AND nspname <> 'public' UNION ALL SELECT 2615, oid, nspowner FROM pg_namespace"
    " WHERE nspname = 'public' AND nspowner <> " CATALOG_PUBLIC_OWNER
    " UNION ALL " OWNED("3456", "coll", "pg_collation")
    " UNION ALL " OWNED("2607", "con", "pg_conversion")
    " UNION ALL " OWNED("2617", "opr", "pg_operator")
    " UNION ALL " OWNED("2616", "opc", "pg_opclass")
    " UNION ALL " OWNED("2753", "opf", "pg_opfamily")
    " UNION ALL " OWNED("3602", "cfg", "pg_ts_config")
    " UNION ALL " OWNED("3600", "dict", "pg_ts_dict")
    " UNION ALL " OWNED("2328", "fdw", "pg_foreign_data_wrapper")
    " UNION ALL " OWNED("1417", "srv", "pg_foreign_server")
    " UNION ALL " OWNED("6104", "pub", "pg_publication")
    " UNION ALL " OWNED("3381", "stx", "pg_statistic_ext")
    " UNION ALL " OWNED("3466", "evt", "pg_event_trigger")
    ") o JOIN pg_roles r ON r.oid = o.role ORDER BY r.rolname COLLATE \"C\"";
// clang-format on

struct role {
    const char *name;
    size_t n; /* objects that it owns */
    bool owns_database;
};

static struct object *owned_object(struct finding *f, const struct rows *rows, size_t i)
{
    const struct found *found = map_get(f->nodes, node_name(f->arena, rows_value(rows, i, "class"),
                                                            rows_value(rows, i, "oid"), "0"));

    return found && !found->why && found->object && kind_has_owner(found->object->kind)
               ? found->object
               : NULL;
}

/* The rows come by role. */
static const char *usual_owner(struct finding *f, const struct rows *rows)
{
    struct role best = {0}, role = {0};

    for (size_t i = 0; i < rows->n; i++) {
        const char *name = rows_value(rows, i, "owner");

        if (!role.name || strcmp(role.name, name) != 0)
            role = (struct role){name, 0, strcmp(rows_value(rows, i, "usual"), "t") == 0};
        role.n += owned_object(f, rows, i) != NULL;
        if (role.n > best.n || (role.n == best.n && role.owns_database && role.n))
            best = role;
    }
    return best.name;
}

/*
 * What the usual owner may not do with its own objects is said of whoever runs the migrations, and
 * so are the default privileges of what it makes.
 */
static void say_role(struct finding *f, struct found *found)
{
    struct object *o = found->object;
    const struct found *about = found->about ? map_get(f->nodes, found->about) : NULL;
    bool own = about && about->object && !about->object->owner;
    const char **role = NULL;

    if ((o->kind == &kind_grant || o->kind == &kind_revoke) && own)
        role = &o->name;
    if ((o->kind == &kind_grant_on || o->kind == &kind_revoke_on) && own)
        role = &((struct grant_on *)o)->role;
    if (o->kind == &kind_default_privilege) {
        struct default_privilege *d = (struct default_privilege *)o;

        role = d->made_by && strcmp(d->made_by, f->usual_owner) == 0 ? &d->role : NULL;
        d->made_by = role ? NULL : d->made_by;
    }
    if (role && strcmp(*role, f->usual_owner) == 0)
        *role = "current_user";
    if (o->kind->nameless)
        o->name = o->kind->key(f->arena, o);
    found->label = object_label(f->arena, o);
}

static void say_roles(struct finding *f)
{
    for (size_t i = 0; f->usual_owner && i < f->found.n; i++)
        if (f->found.items[i]->object)
            say_role(f, f->found.items[i]);
}

bool finding_owners(struct finding *f, const char *usual)
{
    struct rows rows;

    if (!finding_query(f, owners, &rows))
        return false;
    f->usual_owner = usual ? usual : usual_owner(f, &rows);
    for (size_t i = 0; i < rows.n; i++) {
        struct object *o = owned_object(f, &rows, i);
        const char *owner = rows_value(&rows, i, "owner");

        if (o && strcmp(owner, f->usual_owner) != 0)
            o->owner = owner;
        else if (o && o->kind == &kind_schema && strcmp(o->name, "public") == 0)
            o->owner = "current_user"; /* unsaid it would be PostgreSQL's */
    }
    say_roles(f);
    return true;
}
