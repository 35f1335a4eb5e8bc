/*
 * Tables that Citus keeps: distributed by a column, or as a reference table with a copy on every
 * node. What Citus does, and refuses, is said with its source: citus_docs is
 * https://docs.citusdata.com (develop/api_udf, develop/reference_ddl), paths are those of
 * citusdata/citus, #n its issues.
 */
#include "kinds/distribution.h"

#include <string.h>

#include "kinds/catalog.h"
#include "kinds/column.h"
#include "kinds/compose.h"

enum { F_COLUMNS, F_COLOCATE_WITH, F_NOT_COLOCATED, F_SHARD_COUNT, F_REFERENCE };

static_assert(DISTRIBUTION_MOVES == 1ull << F_COLOCATE_WITH, "its field");

static const struct field distribution_fields[] = {
    [F_COLUMNS] = FIELD(struct distribution, columns, ROLE_COLUMNS),
    [F_COLOCATE_WITH] = FIELD(struct distribution, colocate_with, ROLE_RELATION),
    [F_NOT_COLOCATED] = FIELD(struct distribution, not_colocated, ROLE_NONE),
    [F_SHARD_COUNT] = FIELD(struct distribution, shard_count, ROLE_NONE),
    [F_REFERENCE] = FIELD(struct distribution, reference, ROLE_NONE),
};

/*
 * pg_dist_partition (citus_docs, develop/api_metadata): partmethod h: by hash, n: by no column, and
 * then repmodel t: a reference table. Other tables of method n with a colocation group have a
 * single shard; those without are local ones that Citus only knows of. Partitions follow their
 * parent. Colocated is said with the table of the group that others refer to and that refers to
 * none of them, or else with the first by name. Where Citus might put a table into another group by
 * itself, it is said to begin its own.
 */
// clang-format off
#define GROUP_ORDER                                                                             \
    "EXISTS (SELECT FROM pg_constraint k JOIN pg_catalog.pg_dist_partition o"                   \
    " ON o.logicalrelid = k.confrelid WHERE k.contype = 'f' AND k.conrelid = q.logicalrelid"    \
    " AND k.confrelid <> k.conrelid AND o.colocationid = q.colocationid),"                      \
    " (SELECT count(*) FROM pg_constraint k WHERE k.contype = 'f'"                              \
    " AND k.confrelid = q.logicalrelid) DESC"

static const char distribution_catalog[] =
    "SELECT 'pg_catalog.pg_dist_partition'::regclass::oid AS class, c.oid, 0 AS sub,"
    " n.nspname AS schema, c.relname AS \"table\","
    " CASE WHEN p.partmethod = 'h' THEN"
    " ARRAY[pg_catalog.column_to_column_name(p.logicalrelid, p.partkey)] END AS columns,"
    " CASE WHEN p.partmethod = 'h' AND l.oid <> c.oid THEN l.name END AS colocate_with,"
    " coalesce(p.partmethod = 'h' AND l.oid = c.oid AND EXISTS (SELECT"
    " FROM pg_catalog.pg_dist_colocation o JOIN pg_catalog.pg_dist_partition op"
    " USING (colocationid) WHERE o.colocationid <> g.colocationid AND o.shardcount = g.shardcount"
    " AND o.distributioncolumntype = g.distributioncolumntype), false) AS not_colocated,"
    " CASE WHEN p.partmethod = 'h' THEN g.shardcount::text END AS shard_count,"
    " p.partmethod = 'n' AND p.repmodel = 't' AS reference,"
    " CASE WHEN p.partmethod NOT IN ('h', 'n') THEN 'it is not distributed by hash'"
    " WHEN p.partmethod = 'n' AND p.repmodel <> 't' THEN 'it is distributed by no column' END"
    " AS left_out"
    " FROM pg_catalog.pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_catalog.pg_dist_colocation g ON g.colocationid = p.colocationid"
    " LEFT JOIN LATERAL (SELECT qc.oid, " CATALOG_QUALIFIED("qn.nspname", "qc.relname") " AS name"
    " FROM pg_catalog.pg_dist_partition q JOIN pg_class qc ON qc.oid = q.logicalrelid"
    " JOIN pg_namespace qn ON qn.oid = qc.relnamespace"
    " WHERE q.colocationid = p.colocationid AND q.partmethod = 'h' AND NOT qc.relispartition"
    " ORDER BY " GROUP_ORDER ", qn.nspname COLLATE \"C\", qc.relname COLLATE \"C\" LIMIT 1) l ON true"
    " WHERE NOT c.relispartition AND (p.partmethod <> 'n' OR p.repmodel = 't' OR p.colocationid <> 0)";
// clang-format on

/* --- What others ask ---------------------------------------------------------------------- */

const struct distribution *distribution_of(const struct schema *s, const char *schema,
                                           const char *table)
{
    return (const struct distribution *)schema_find(s, &kind_distribution, schema, table,
                                                    DISTRIBUTION_NAME);
}

const struct distribution *distribution_colocated(struct arena *arena, const struct schema *s,
                                                  const struct distribution *d)
{
    const char *schema, *table;

    if (!d->colocate_with)
        return NULL;
    qualified_parts(arena, d->colocate_with, &schema, &table);
    return distribution_of(s, schema, table);
}

const struct distribution *distribution_leader(struct arena *arena, const struct schema *s,
                                               const struct distribution *d)
{
    const struct distribution *next;

    /* A circle, which only a snapshot that was edited can have, ends somewhere. */
    for (size_t n = schema_of_kind(s, &kind_distribution).n; n > 0; n--) {
        next = distribution_colocated(arena, s, d);
        if (!next)
            break;
        d = next;
    }
    return d;
}

/* Whether what models say of colocation is so in a database, of which this is what was found. */
static bool is_colocated_as(struct arena *arena, const struct schema *found,
                            const struct distribution *is, const struct distribution *said)
{
    const struct distribution *with = distribution_colocated(arena, found, said);

    if (said->colocate_with)
        return with &&
               distribution_leader(arena, found, with) == distribution_leader(arena, found, is);
    /* Those that are put with it do not count: they say so themselves. */
    return !said->not_colocated || distribution_leader(arena, found, is) == is || is->colocate_with;
}

/* As models would say it that say no more than they need. */
static void align(struct distribution *is, const struct distribution *d, bool same)
{
    if (same) {
        is->colocate_with = d->colocate_with;
        is->not_colocated = d->not_colocated;
    }
    if (is->colocate_with || (d && !d->shard_count))
        is->shard_count = NULL;
}

void distributions_align(struct arena *arena, const struct schema *said, const struct schema *found)
{
    struct objects all = schema_of_kind(found, &kind_distribution);
    const struct distribution **as = arena_alloc(arena, (all.n + 1) * sizeof *as);
    bool *same = arena_alloc(arena, (all.n + 1) * sizeof *same);

    /* First all questions: the answers are about what was found. */
    for (size_t i = 0; i < all.n; i++) {
        const struct distribution *is = (const struct distribution *)all.items[i];

        as[i] = said ? distribution_of(said, is->o.schema, is->o.table) : NULL;
        same[i] = as[i] && !as[i]->reference && !is->reference &&
                  is_colocated_as(arena, found, is, as[i]);
    }
    for (size_t i = 0; i < all.n; i++)
        align((struct distribution *)all.items[i], as[i], same[i]);
}

/* --- Operations --------------------------------------------------------------------------- */

/* The type of the column that a table is distributed by; its number of shards is of such. */
static const char *column_type(const struct schema *s, const struct object *table)
{
    const struct distribution *d = distribution_of(s, table->schema, table->table);
    const struct object *c = d && !d->reference ? schema_find(s, &kind_column, table->schema,
                                                              table->table, d->columns.items[0])
                                                : NULL;

    return c ? ((const struct column *)c)->type : "";
}

/* The word that alter_distributed_table has for it. */
static const char *colocation(const struct distribution *d)
{
    return d->colocate_with ? d->colocate_with : d->not_colocated ? "none" : "default";
}

static void distribution_create(struct making *making, const struct object *after)
{
    const struct distribution *d = (const struct distribution *)after;
    const char *table = compose_table(making->arena, after);

    if (d->reference)
        MAKE(making, reference_table, mg_name_args, table);
    else
        MAKE(making, distributed_table, mg_distribution_args, table, d->columns.items[0],
             .colocate_with = d->colocate_with || d->not_colocated ? colocation(d) : NULL,
             .shard_count = d->shard_count);
}

static const struct column *identity_of(const struct schema *s, const struct object *o)
{
    struct objects columns = schema_children(s, &kind_column, o->schema, o->table);

    for (size_t i = 0; i < columns.n; i++) {
        const struct column *c = (const struct column *)columns.items[i];

        if (c->identity && !column_is_serial(c))
            return c;
    }
    return NULL;
}

/*
 * undistribute_table and alter_distributed_table make the table anew, and cannot with an identity
 * (#6808, #7750: "cannot complete operation on a table with identity column"). Nor can the identity
 * go before: Citus changes none.
 */
static bool is_refused(struct making *making, const struct object *o, const struct object *after)
{
    const struct column *c = identity_of(making->before, o);
    const struct object *table = schema_relation(making->after, o->schema, o->table);
    const char *why;

    if (!c)
        return false;
    why = arena_printf(making->arena,
                       "Citus cannot change how table \"%s\" is distributed: its column \"%s\" is "
                       "an identity",
                       compose_table(making->arena, o), c->o.name);
    if (making->downgrade) {
        MAKE(making, irreversible, mg_text_args, why);
        return true;
    }
    diag_error(making->diags, MG312, (after ? after : table ? table : o)->loc, "%s", why);
    diag_hint(making->diags, "A SERIAL column would do; or make a new table, and move the rows.");
    return true;
}

static void distribution_drop(struct making *making, const struct object *before)
{
    if (!is_refused(making, before, NULL))
        MAKE(making, undistribute_table, mg_name_args, compose_table(making->arena, before));
}

static enum way distribution_way(const struct object *before, const struct object *after,
                                 unsigned long long differences)
{
    (void)before;
    (void)after;
    /* No function leads from one sort to the other. */
    return differences & 1ull << F_REFERENCE ? WAY_REPLACE : WAY_ALTER;
}

/*
 * Citus would take all tables of a colocation group along (cascade_to_colocated), also those that
 * are there only because nobody said otherwise. So each that models put with this one follows by
 * itself (distribution_leaves), and the rest stays where it is.
 */
static void distribution_alter(struct making *making, const struct object *before,
                               const struct object *after, unsigned long long differences)
{
    const struct distribution *old = (const struct distribution *)before;
    const struct distribution *new = (const struct distribution *)after;
    mg_distribution_args args = {.table = compose_table(making->arena, after)};
    bool moved = differences & (DISTRIBUTION_MOVES | 1ull << F_NOT_COLOCATED);

    if (is_refused(making, before, after))
        return;
    if (differences & 1ull << F_COLUMNS) {
        args.column = new->columns.items[0];
        moved |= new->colocate_with != NULL;
    }
    if (moved)
        args.colocate_with = colocation(new);
    /* What is not said is what Citus does by itself; it would keep the number that there was. */
    if (!new->colocate_with && (differences & 1ull << F_SHARD_COUNT || old->colocate_with))
        args.shard_count = new->shard_count ? new->shard_count : "default";
    if (args.column || args.colocate_with || args.shard_count)
        make_op(making, &mg_op_alter_distributed_table, &args);
}

bool distribution_leaves(const struct schema *before, const struct schema *after,
                         const struct object *o, unsigned long long differences)
{
    const unsigned long long group =
        1ull << F_COLOCATE_WITH | 1ull << F_NOT_COLOCATED | 1ull << F_SHARD_COUNT;

    return differences & group || (differences & 1ull << F_COLUMNS &&
                                   strcmp(column_type(before, o), column_type(after, o)) != 0);
}

static const char *distribution_key(struct arena *arena, const struct object *o)
{
    (void)arena;
    (void)o;
    return DISTRIBUTION_NAME;
}

/* It can only be put with a table that is distributed already. */
static void distribution_needs(struct arena *arena, const struct schema *s, const struct object *o,
                               struct object_list *needs)
{
    const struct distribution *with =
        distribution_colocated(arena, s, (const struct distribution *)o);

    if (with)
        *vec_push(arena, needs) = &with->o;
}

const struct kind kind_distribution = {
    .name = "distribution",
    .title = "distribution",
    .size = sizeof(struct distribution),
    .fields = distribution_fields,
    .nfields = sizeof distribution_fields / sizeof *distribution_fields,
    .in_table = true,
    .nameless = true,
    .unsettles = true,
    .key = distribution_key,
    .create = distribution_create,
    .drop = distribution_drop,
    .way = distribution_way,
    .alter = distribution_alter,
    .needs = distribution_needs,
    .catalog = distribution_catalog,
    .catalog_of = "pg_catalog.pg_dist_partition",
};
