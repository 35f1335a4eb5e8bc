/*
 * Where rows are that another server has: foreign-data wrappers, servers and user mappings.
 *
 * A mapping holds passwords, which are nothing for models: they are set by hand (ALTER USER
 * MAPPING) or come from a password file, and stay as they are whatever migrations do to the other
 * options.
 */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/table.h"

static mg_foreign_args changes_of(struct making *making, const struct strings *before,
                                  const struct strings *after)
{
    struct option_changes changes = option_changes(making->arena, before, after);

    return (mg_foreign_args){.fdw = compose_list(making->arena, &changes.set),
                             .fdw_add = compose_list(making->arena, &changes.add),
                             .fdw_drop = compose_list(making->arena, &changes.drop)};
}

/* --- Wrappers ----------------------------------------------------------------------------- */

enum { W_HANDLER, W_VALIDATOR };

static const struct field wrapper_fields[] = {
    [W_HANDLER] = SAID(struct foreign_data_wrapper, handler, ROLE_FUNCTION, FORM_NAME, "HANDLER"),
    [W_VALIDATOR] =
        SAID(struct foreign_data_wrapper, validator, ROLE_FUNCTION, FORM_NAME, "VALIDATOR"),
    SAID(struct foreign_data_wrapper, options, ROLE_NONE, FORM_SETTINGS, "OPTIONS"),
};

// clang-format off
static const char wrapper_catalog[] =
    "SELECT 2328 AS class, w.oid, 0 AS sub, '' AS schema, w.fdwname AS name,"
    " obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment,"
    CATALOG_QUALIFIED("hn.nspname", "h.proname") " AS handler,"
    CATALOG_QUALIFIED("vn.nspname", "v.proname") " AS validator,"
    CATALOG_OPTIONS("w.fdwoptions") " AS options," CATALOG_LOST(CATALOG_SECRETS("w.fdwoptions"))
    " FROM pg_foreign_data_wrapper w"
    " LEFT JOIN (pg_proc h JOIN pg_namespace hn ON hn.oid = h.pronamespace) ON h.oid = w.fdwhandler"
    " LEFT JOIN (pg_proc v JOIN pg_namespace vn ON vn.oid = v.pronamespace) ON v.oid = w.fdwvalidator"
    " WHERE w.oid >= 16384";
// clang-format on

static void wrapper_create(struct making *making, const struct object *after)
{
    const struct foreign_data_wrapper *w = (const struct foreign_data_wrapper *)after;

    MAKE(making, create_foreign_data_wrapper, mg_foreign_args,
         .name = compose_name(making->arena, after), .handler = w->handler,
         .validator = w->validator, .comment = after->comment,
         .fdw = compose_list(making->arena, &w->options));
}

static void wrapper_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_foreign_data_wrapper, mg_name_args, compose_name(making->arena, before));
}

static void wrapper_rename(struct making *making, const struct object *before,
                           const struct object *after)
{
    MAKE(making, rename_foreign_data_wrapper, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

static enum way in_place(const struct object *before, const struct object *after,
                         unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void wrapper_alter(struct making *making, const struct object *before,
                          const struct object *after, unsigned long long differences)
{
    const struct foreign_data_wrapper *old = (const struct foreign_data_wrapper *)before;
    const struct foreign_data_wrapper *new = (const struct foreign_data_wrapper *)after;
    mg_foreign_args args = changes_of(making, &old->options, &new->options);

    args.name = compose_name(making->arena, after);
    if (differences & 1ull << W_HANDLER) {
        args.handler = new->handler;
        args.no_handler = !new->handler;
    }
    if (differences & 1ull << W_VALIDATOR) {
        args.validator = new->validator;
        args.no_validator = !new->validator;
    }
    make_op(making, &mg_op_alter_foreign_data_wrapper, &args);
}

const struct kind kind_foreign_data_wrapper = {
    .name = "foreign_data_wrapper",
    .title = "foreign-data wrapper",
    .word = "FOREIGN_DATA_WRAPPER",
    .size = sizeof(struct foreign_data_wrapper),
    .fields = wrapper_fields,
    .nfields = sizeof wrapper_fields / sizeof *wrapper_fields,
    .comment_inline = true,
    .comment_object = "FOREIGN DATA WRAPPER",
    .create = wrapper_create,
    .drop = wrapper_drop,
    .way = in_place,
    .alter = wrapper_alter,
    .rename = wrapper_rename,
    .catalog = wrapper_catalog,
};

/* --- Servers ------------------------------------------------------------------------------ */

enum { S_WRAPPER, S_TYPE, S_VERSION };

static const struct field server_fields[] = {
    [S_WRAPPER] = SAID(struct server, wrapper, ROLE_OBJECT, FORM_NAME, NULL),
    [S_TYPE] = SAID(struct server, type, ROLE_NONE, FORM_TEXT, "TYPE"),
    [S_VERSION] = SAID(struct server, version, ROLE_NONE, FORM_TEXT, "VERSION"),
    SAID(struct server, options, ROLE_NONE, FORM_SETTINGS, "OPTIONS"),
};

// clang-format off
static const char server_catalog[] =
    "SELECT 1417 AS class, s.oid, 0 AS sub, '' AS schema, s.srvname AS name,"
    " obj_description(s.oid, 'pg_foreign_server') AS comment, w.fdwname AS wrapper,"
    " s.srvtype AS type, s.srvversion AS version," CATALOG_OPTIONS("s.srvoptions") " AS options,"
    CATALOG_LOST(CATALOG_SECRETS("s.srvoptions"))
    " FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw"
    " WHERE s.oid >= 16384";
// clang-format on

static void server_create(struct making *making, const struct object *after)
{
    const struct server *s = (const struct server *)after;

    MAKE(making, create_server, mg_foreign_args, .name = compose_name(making->arena, after),
         .wrapper = qualified_name(making->arena, "", s->wrapper), .type = s->type,
         .version = s->version, .comment = after->comment,
         .fdw = compose_list(making->arena, &s->options));
}

static void server_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_server, mg_name_args, compose_name(making->arena, before));
}

static void server_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
    MAKE(making, rename_server, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

static enum way server_way(const struct object *before, const struct object *after,
                           unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & (1ull << S_WRAPPER | 1ull << S_TYPE) ? WAY_REPLACE : WAY_ALTER;
}

static void server_alter(struct making *making, const struct object *before,
                         const struct object *after, unsigned long long differences)
{
    const struct server *old = (const struct server *)before;
    const struct server *new = (const struct server *)after;
    mg_foreign_args args = changes_of(making, &old->options, &new->options);

    args.name = compose_name(making->arena, after);
    if (differences & 1ull << S_VERSION) {
        args.version = new->version;
        args.no_version = !new->version;
    }
    make_op(making, &mg_op_alter_server, &args);
}

const struct kind kind_server = {
    .name = "server",
    .title = "server",
    .word = "FOREIGN_SERVER",
    .size = sizeof(struct server),
    .fields = server_fields,
    .nfields = sizeof server_fields / sizeof *server_fields,
    .comment_inline = true,
    .comment_object = "SERVER",
    .create = server_create,
    .drop = server_drop,
    .way = server_way,
    .alter = server_alter,
    .rename = server_rename,
    .catalog = server_catalog,
};

/* --- User mappings ------------------------------------------------------------------------ */

static const struct field mapping_fields[] = {
    SAID(struct user_mapping, server, ROLE_OBJECT, FORM_NAME, NULL),
    SAID(struct user_mapping, role, ROLE_NONE, FORM_NAME, NULL),
    SAID(struct user_mapping, options, ROLE_NONE, FORM_SETTINGS, "OPTIONS"),
};

/* pg_user_mapping itself is a superuser's to read; the view shows everybody what is theirs. */
// clang-format off
static const char mapping_catalog[] =
    "SELECT 1418 AS class, m.umid AS oid, 0 AS sub, '' AS schema,"
    " m.usename || '@' || m.srvname AS name, m.srvname AS server, m.usename AS role,"
    CATALOG_OPTIONS("m.umoptions") " AS options,"
    CATALOG_LOST(CATALOG_SECRETS("m.umoptions"))
    " FROM pg_user_mappings m WHERE m.umid >= 16384";
// clang-format on

static const char *mapping_key(struct arena *arena, const struct object *o)
{
    const struct user_mapping *m = (const struct user_mapping *)o;

    return arena_printf(arena, "%s@%s", m->role, m->server);
}

static mg_foreign_args mapping_args(struct making *making, const struct object *o)
{
    const struct user_mapping *m = (const struct user_mapping *)o;

    return (mg_foreign_args){.name = qualified_name(making->arena, "", m->server), .role = m->role};
}

static void mapping_create(struct making *making, const struct object *after)
{
    mg_foreign_args args = mapping_args(making, after);

    args.fdw = compose_list(making->arena, &((const struct user_mapping *)after)->options);
    make_op(making, &mg_op_create_user_mapping, &args);
}

static void mapping_drop(struct making *making, const struct object *before)
{
    mg_foreign_args args = mapping_args(making, before);

    MAKE(making, drop_user_mapping, mg_part_args, args.name, args.role);
}

static void mapping_alter(struct making *making, const struct object *before,
                          const struct object *after, unsigned long long differences)
{
    mg_foreign_args who = mapping_args(making, after);
    mg_foreign_args args = changes_of(making, &((const struct user_mapping *)before)->options,
                                      &((const struct user_mapping *)after)->options);

    (void)differences;
    args.name = who.name;
    args.role = who.role;
    make_op(making, &mg_op_alter_user_mapping, &args);
}

static const char *mapping_loss(struct arena *arena, const struct object *before,
                                const struct object *after)
{
    return after ? NULL
                 : arena_printf(arena, "the password of %s, if it has one",
                                object_label(arena, before));
}

const struct kind kind_user_mapping = {
    .name = "user_mapping",
    .title = "user mapping",
    .word = "USER_MAPPING",
    .size = sizeof(struct user_mapping),
    .fields = mapping_fields,
    .nfields = sizeof mapping_fields / sizeof *mapping_fields,
    .nameless = true,
    .key = mapping_key,
    .create = mapping_create,
    .drop = mapping_drop,
    .way = in_place,
    .alter = mapping_alter,
    .loss = mapping_loss,
    .catalog = mapping_catalog,
};
