#include "site.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"
#include "../server/session.h"
#include "../sql/sql.h"
#include "shards.h"

struct mg_place {
    char *name;   /* in the migration, now */
    char *before; /* in the database; NULL: it is not there yet */
    bool looked;
    const struct mg_registered *changed; /* by this migration */
    struct mg_table table;
};

static struct mg_place *find(struct mg_site *site, const char *name)
{
    for (size_t i = 0; i < site->n; i++)
        if (strcmp(site->places[i]->name, name) == 0)
            return site->places[i];
    return NULL;
}

static void free_place(struct mg_place *place)
{
    if (place) {
        free(place->name);
        free(place->before);
    }
    free(place);
}

static bool has_room(struct mg_site *site)
{
    struct mg_place **places = mg_grow(site->places, site->n, &site->capacity, sizeof *places);
    site->places = places ? places : site->places;
    return places;
}

static struct mg_place *add(struct mg_site *site, const char *name, const char *before)
{
    struct mg_place *place = calloc(1, sizeof *place);
    if (place) {
        place->name = strdup(name);
        place->before = before ? strdup(before) : NULL;
    }
    if (!place || !place->name || (before && !place->before) || !has_room(site)) {
        free_place(place);
        mg_fail_memory(site->error);
        return NULL;
    }
    site->places[site->n++] = place;
    return place;
}

bool mg_site_wrote(const struct mg_site *site, const struct mg_buf *text)
{
    return !mg_buf_failed(text) || mg_fail_memory(site->error);
}

bool mg_site_since(const struct mg_site *site, int major)
{
    int version = PQserverVersion(site->conn);
    if (version == 0 && site->error->code == MG_OK)
        mg_fail(site->error, MG_E515, "%s", "the connection is lost");
    return version >= major * 10000;
}

/* Within a transaction that has to go on, whatever comes of the question. */
static void guard(struct mg_site *site, const char *what, struct mg_error *error)
{
    if (site->live)
        mg_command(site->conn, what, error);
}

/*
 * Of classes of SQLSTATE: syntax, names and rights; data, and what it is held to; schemas; what
 * functions raise; what there is not; a server that is read only.
 */
static bool is_about_the_question(const struct mg_error *error)
{
    static const char *const classes[] = {"42", "22", "23", "3F", "P0", "0A", "25006"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(error->sqlstate, classes[i], strlen(classes[i])) == 0)
            return true;
    return false;
}

void mg_site_fail(struct mg_site *site, struct mg_error *error)
{
    if (error->code != MG_OK && site->error->code == MG_OK && !is_about_the_question(error))
        *site->error = *error;
    else
        mg_error_free(error);
    *error = (struct mg_error){0};
}

PGresult *mg_site_ask(struct mg_site *site, const char *sql, const char *const *parameters, int n)
{
    struct mg_error error = {0};
    guard(site, "SAVEPOINT modelgen_site", &error);
    PGresult *result = mg_ask_briefly(site->conn, sql, parameters, n, &error);
    if (!result)
        guard(site, "ROLLBACK TO SAVEPOINT modelgen_site", &error);
    guard(site, "RELEASE SAVEPOINT modelgen_site", &error);
    mg_site_fail(site, &error);
    return result;
}

PGresult *mg_site_query(struct mg_site *site, const char *sql)
{
    return mg_site_ask(site, sql, NULL, 0);
}

/* --- Looking ------------------------------------------------------------------------------ */

static void read_table(struct mg_site *site, const char *name, struct mg_table *table)
{
    struct mg_buf sql = MG_BUF_INIT, quoted = MG_BUF_INIT;
    struct mg_shards shards;
    mg_buf_name(&quoted, name);
    if (!mg_site_wrote(site, &quoted)) {
        mg_buf_free(&quoted);
        return;
    }
    mg_buf_add(&sql, "SELECT c.relkind = 'p', pg_catalog.pg_total_relation_size(c.oid),"
                     " pg_catalog.pg_relation_size(c.oid) = 0, NOT c.relhassubclass,"
                     " CASE WHEN " MG_HAS_CITUS " THEN c.oid END"
                     " FROM pg_catalog.pg_class c"
                     " WHERE c.oid = pg_catalog.to_regclass(");
    mg_buf_literal(&sql, mg_buf_text(&quoted));
    mg_buf_addc(&sql, ')');
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    if (result && PQntuples(result) > 0) {
        table->exists = true;
        table->partitioned = *PQgetvalue(result, 0, 0) == 't';
        table->bytes = strtod(PQgetvalue(result, 0, 1), NULL);
        table->empty = !table->partitioned && *PQgetvalue(result, 0, 2) == 't';
        table->single = *PQgetvalue(result, 0, 3) == 't';
        table->distributed =
            *PQgetvalue(result, 0, 4) && mg_shards_read(site, PQgetvalue(result, 0, 4), &shards);
        if (table->distributed) {
            table->bytes = shards.bytes;
            table->empty = shards.empty;
            table->copied = shards.copied;
        }
    }
    PQclear(result);
    /* Blocks may hold none but dead rows. */
    if (table->exists && !table->empty) {
        mg_buf_clear(&sql);
        mg_buf_printf(&sql, "SELECT NOT EXISTS (SELECT FROM %s)", mg_buf_text(&quoted));
        result = mg_site_query(site, mg_buf_text(&sql));
        table->empty = *mg_first(result, 0) == 't';
        PQclear(result);
    }
    mg_buf_free(&sql);
    mg_buf_free(&quoted);
}

const struct mg_table *mg_site_table(struct mg_site *site, const char *name)
{
    static const struct mg_table none;
    struct mg_place *place = find(site, name);
    if (!place)
        place = add(site, name, name);
    if (!place)
        return &none;
    if (!place->looked && place->before)
        read_table(site, place->before, &place->table);
    place->looked = true;
    return &place->table;
}

void mg_site_oids(const struct mg_site *site, struct mg_buf *sql)
{
    mg_buf_add(sql, "SELECT oid::oid FROM (VALUES (NULL::regclass)");
    for (size_t i = 0; i < site->n; i++) {
        if (!site->places[i]->before)
            continue; /* this migration makes it */
        mg_buf_add(sql, ", (pg_catalog.to_regclass(");
        mg_buf_name_literal(sql, site->places[i]->before);
        mg_buf_add(sql, "))");
    }
    mg_buf_add(sql, ") t(oid) WHERE oid IS NOT NULL");
}

/* Whether SQL writes the name so; NULL is no name. Most names need no quotes. */
static bool is_written_as(const struct mg_site *site, const char *name, const char *text)
{
    struct mg_buf quoted = MG_BUF_INIT;
    if (!name || !strchr(text, '"'))
        return name && strcmp(name, text) == 0;
    mg_buf_name(&quoted, name);
    bool is = mg_site_wrote(site, &quoted) && strcmp(mg_buf_text(&quoted), text) == 0;
    mg_buf_free(&quoted);
    return is;
}

bool mg_site_before(struct mg_site *site, const char *text, struct mg_buf *name)
{
    bool there = true;
    name->failed |= !text;
    if (!text)
        return mg_site_wrote(site, name);
    for (size_t i = 0; i < site->n; i++) {
        const struct mg_place *place = site->places[i];
        if (!is_written_as(site, place->name, text))
            continue;
        there = place->before && !place->table.created;
        if (there)
            mg_buf_name(name, place->before);
        return there && mg_site_wrote(site, name);
    }
    mg_buf_add(name, text);
    return mg_site_wrote(site, name);
}

bool mg_site_is_single(const struct mg_site *site, const char *text)
{
    bool single = false;
    for (size_t i = 0; i < site->n && !single; i++)
        single = site->places[i]->table.single && is_written_as(site, site->places[i]->name, text);
    return single;
}

void mg_site_now(const struct mg_site *site, const char *text, struct mg_buf *name)
{
    name->failed |= !text;
    if (!text)
        return;
    for (size_t i = 0; i < site->n; i++)
        if (is_written_as(site, site->places[i]->before, text)) {
            mg_buf_add(name, site->places[i]->name);
            return;
        }
    mg_buf_add(name, text);
}

bool mg_site_in_use(struct mg_site *site, const char *name)
{
    const struct mg_table *table = mg_site_table(site, name);
    return !table->created && table->exists && !table->empty;
}

/* --- What the migration does -------------------------------------------------------------- */

static void note_created(struct mg_site *site, const char *name)
{
    struct mg_place *place = find(site, name);
    if (!place)
        place = add(site, name, NULL);
    if (place && !place->table.restored) {
        place->looked = true;
        place->table = (struct mg_table){.created = true, .empty = true};
    }
}

bool mg_site_has(struct mg_site *site, const struct mg_operation *operation, const void *args)
{
    const struct mg_operation *const parts[] = {
        &mg_op_create_index,      &mg_op_create_trigger,    &mg_op_create_policy,
        &mg_op_create_rule,       &mg_op_create_statistics, &mg_op_add_domain_constraint,
        &mg_op_distributed_table, &mg_op_reference_table};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (operation != parts[i])
            continue;
        const char *about = operation->about ? operation->about(args) : *(const char *const *)args;
        const struct mg_place *place = find(site, about);
        return place && place->table.restored;
    }
    return false;
}

void mg_site_restores(struct mg_site *site, const char *name, bool partitioned)
{
    struct mg_place *place = find(site, name);
    if (!place)
        place = add(site, name, NULL);
    if (place) {
        place->looked = true;
        place->table =
            (struct mg_table){.exists = true, .restored = true, .partitioned = partitioned};
    }
}

static void note_renamed(struct mg_site *site, const char *name, const char *to)
{
    struct mg_place *place = find(site, name);
    char *copy = strdup(to);
    if (!place)
        place = add(site, name, name);
    if (!place || !copy) {
        free(copy);
        mg_fail_memory(site->error);
        return;
    }
    free(place->name);
    place->name = copy;
    char *before = site->live && place->before ? strdup(to) : NULL;
    if (before) {
        free(place->before);
        place->before = before;
    }
}

bool mg_site_is_changed(struct mg_site *site, const char *name)
{
    const struct mg_place *place = find(site, name);
    return place && place->changed == site->entry;
}

/* What the operation does to a table that was looked at, or will be. */
static void note_changed(struct mg_site *site, const struct mg_operation *operation,
                         const char *about)
{
    const struct mg_operation *const others[] = {
        &mg_op_drop_constraint, &mg_op_alter_column, &mg_op_add_column, &mg_op_drop_column,
        &mg_op_backfill,        &mg_op_comment,      &mg_op_drop_index};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (operation == others[i])
            return;
    struct mg_place *place = find(site, about);
    if (!place)
        place = add(site, about, about);
    if (place)
        place->changed = site->entry;
}

/* Whose rows Citus keeps from now on, or no longer. */
static void note_distributed(struct mg_site *site, const struct mg_operation *operation,
                             const char *name)
{
    bool goes = operation == &mg_op_undistribute_table;
    if (!goes && operation != &mg_op_distributed_table && operation != &mg_op_reference_table)
        return;
    mg_site_table(site, name);
    struct mg_place *place = find(site, name);
    if (place)
        place->table.distributed = !goes;
}

static bool refers_elsewhere(const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->constraint && items->constraint->references)
            return true;
    return false;
}

bool mg_site_note(struct mg_site *site, const struct mg_operation *operation, const void *args)
{
    mg_site_write_down(site, operation, args);
    if (operation == &mg_op_create_table) {
        const mg_table_args *a = args;
        note_created(site, a->name);
        return !refers_elsewhere(a->items);
    }
    if (operation == &mg_op_rename_table) {
        const mg_rename_args *a = args;
        note_renamed(site, a->name, a->to);
        return false;
    }
    if (operation == &mg_op_loss || operation == &mg_op_allow ||
        operation == &mg_op_create_schema || operation == &mg_op_create_enum)
        return true;

    const char *about = operation->about ? operation->about(args) : *(const char *const *)args;
    const struct mg_place *place = about ? find(site, about) : NULL;
    if (about) {
        note_changed(site, operation, about);
        note_distributed(site, operation, about);
    }
    return place && place->table.created;
}

void mg_site_free(struct mg_site *site)
{
    for (size_t i = 0; i < site->n; i++)
        free_place(site->places[i]);
    free(site->places);
    mg_buf_free(&site->freed);
    mg_buf_free(&site->hindered);
    mg_late_free(&site->late);
    mg_buf_free(&site->chosen);
    mg_buf_free(&site->did);
    mg_buf_free(&site->renamed);
    mg_buf_free(&site->brought);
    *site = (struct mg_site){0};
}
