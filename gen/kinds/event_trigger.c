#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { E_ON, E_TAGS, E_EXECUTE, E_ENABLED };

static const struct field event_trigger_fields[] = {
    [E_ON] = SAID_CHOICE(struct event_trigger, on, "ON",
                         "ddl_command_start ddl_command_end sql_drop table_rewrite login"),
    [E_TAGS] = SAID(struct event_trigger, tags, ROLE_NONE, FORM_TEXT, "TAGS"),
    [E_EXECUTE] = SAID(struct event_trigger, execute, ROLE_FUNCTION, FORM_CALL, "EXECUTE"),
    [E_ENABLED] = SAID_CHOICE(struct event_trigger, enabled, "ENABLED", "disabled replica always"),
};

// clang-format off
static const char event_trigger_catalog[] =
    "SELECT 3466 AS class, e.oid, 0 AS sub, '' AS schema, e.evtname AS name,"
    " obj_description(e.oid, 'pg_event_trigger') AS comment, e.evtevent AS on, e.evttags AS tags,"
    CATALOG_FUNCTION("e.evtfoid") " || '()' AS execute,"
    CATALOG_ENABLED("e.evtenabled") " AS enabled FROM pg_event_trigger e WHERE e.oid >= 16384";
// clang-format on

static const char *event_trigger_said(struct arena *arena, struct object *o)
{
    struct event_trigger *t = (struct event_trigger *)o;

    (void)arena;
    if (!t->on || !t->execute)
        return "it needs ON(event) and EXECUTE(function)";
    return t->tags.n && strcmp(t->on, "login") == 0 ? "a login has no TAGS" : NULL;
}

static void event_trigger_create(struct making *making, const struct object *after)
{
    const struct event_trigger *t = (const struct event_trigger *)after;

    MAKE(making, create_event_trigger, mg_event_trigger_args, after->name, .event = t->on,
         .tags = compose_list(making->arena, &t->tags), .execute = t->execute,
         .enabled = t->enabled, .comment = after->comment);
}

static void event_trigger_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_event_trigger, mg_name_args, before->name);
}

static enum way event_trigger_way(const struct object *before, const struct object *after,
                                  unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences == 1ull << E_ENABLED ? WAY_ALTER : WAY_REPLACE;
}

static void event_trigger_alter(struct making *making, const struct object *before,
                                const struct object *after, unsigned long long differences)
{
    const struct event_trigger *t = (const struct event_trigger *)after;

    (void)before;
    (void)differences;
    MAKE(making, alter_event_trigger, mg_event_trigger_args, after->name,
         .enabled = t->enabled ? t->enabled : "origin");
}

static void event_trigger_rename(struct making *making, const struct object *before,
                                 const struct object *after)
{
    MAKE(making, rename_event_trigger, mg_rename_args, before->name, after->name);
}

const struct kind kind_event_trigger = {
    .name = "event_trigger",
    .title = "event trigger",
    .word = "EVENT_TRIGGER",
    .size = sizeof(struct event_trigger),
    .fields = event_trigger_fields,
    .nfields = sizeof event_trigger_fields / sizeof *event_trigger_fields,
    .comment_inline = true,
    .comment_object = "EVENT TRIGGER",
    .create = event_trigger_create,
    .drop = event_trigger_drop,
    .way = event_trigger_way,
    .alter = event_trigger_alter,
    .rename = event_trigger_rename,
    .catalog = event_trigger_catalog,
    .said = event_trigger_said,
};
