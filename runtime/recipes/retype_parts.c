/* What a column has, for the one that takes its place. */
#include <string.h>

#include "../sql/names.h"
#include "retype.h"

/* A name for the time being. */
static void name_for_now(struct mg_retype *r, struct mg_buf *b, const char *name)
{
    struct mg_buf label = MG_BUF_INIT;

    mg_buf_printf(&label, "new%zu", r->built++);
    mg_name_make(b, "modelgen", name, mg_buf_text(&label));
    b->failed |= mg_buf_failed(&label);
    mg_buf_free(&label);
}

static bool is_true(const PGresult *result, int row, int column)
{
    return *PQgetvalue(result, row, column) == 't';
}

/* --- Indexes ------------------------------------------------------------------------------ */

/* The definition, from its method on; and the key that it belongs to. */
static const char indexes[] =
    "SELECT o.relname, substr(pg_get_indexdef(o.oid), 1 + length(format('CREATE %sINDEX %I ON"
    " %I.%I USING ', CASE WHEN indisunique THEN 'UNIQUE ' END, o.relname,"
    " t.relnamespace::regnamespace::name, t.relname))), indisunique, k.contype, k.condeferrable,"
    " k.condeferred FROM t JOIN pg_index i ON indrelid = t.oid JOIN pg_class o ON o.oid ="
    " indexrelid LEFT JOIN pg_constraint k ON conindid = indexrelid AND conrelid = t.oid"
    " AND contype IN ('p', 'u') WHERE indisvalid AND (attnum = ANY (indkey) OR EXISTS (SELECT FROM"
    " pg_depend WHERE classid = 'pg_class'::regclass AND objid = o.oid AND refclassid ="
    " 'pg_class'::regclass AND refobjid = t.oid AND refobjsubid = attnum)) ORDER BY o.oid";

static void build_index(const struct mg_retype *r, struct mg_script *script, const char *name,
                        bool unique, const char *definition)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_APART), beside = MG_BUF_INIT;

    mg_buf_printf(b, "CREATE %sINDEX CONCURRENTLY ", unique ? "UNIQUE " : "");
    mg_buf_ident(b, name);
    mg_buf_add(b, " ON ");
    mg_buf_name(b, r->table);
    mg_buf_add(b, " USING ");
    mg_retype_renamed(b, r, definition);
    mg_sql_name_beside(&beside, r->table, name);
    mg_sql_probe_index(mg_script_probe(script), mg_buf_text(&beside), true);
    mg_buf_free(&beside);
}

static void add_beside(struct mg_buf *b, const struct mg_retype *r, const char *name)
{
    struct mg_buf beside = MG_BUF_INIT;

    mg_sql_name_beside(&beside, r->table, name);
    if (mg_buf_failed(&beside))
        b->failed = true;
    else
        mg_buf_name(b, mg_buf_text(&beside));
    mg_buf_free(&beside);
}

static void exchange_index(struct mg_retype *r, const char *name, const char *built)
{
    struct mg_buf *b = mg_script_step(&r->swap, MG_STEP_SQL);

    mg_buf_add(b, "DROP INDEX ");
    add_beside(b, r, name);
    b = mg_script_step(&r->swap, MG_STEP_SQL);
    mg_buf_add(b, "ALTER INDEX ");
    add_beside(b, r, built);
    mg_buf_add(b, " RENAME TO ");
    mg_buf_ident(b, name);
}

/* The index gets the name of its constraint, which is that of the old one. */
static void exchange_key(struct mg_retype *r, const char *name, const char *built,
                         const PGresult *result, int row)
{
    struct mg_buf *b = mg_online_alter(&r->swap, r->table);

    mg_buf_add(b, " DROP CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_buf_add(b, ", ADD CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_buf_add(b, *PQgetvalue(result, row, 3) == 'p' ? " PRIMARY KEY" : " UNIQUE");
    mg_buf_add(b, " USING INDEX ");
    mg_buf_ident(b, built);
    mg_buf_add(b, is_true(result, row, 4) ? " DEFERRABLE" : "");
    mg_buf_add(b, is_true(result, row, 5) ? " INITIALLY DEFERRED" : "");
}

void mg_retype_indexes(struct mg_retype *r, struct mg_script *script)
{
    PGresult *result = mg_retype_query(r, indexes);

    script->failed |= !result;
    for (int i = 0; result && i < PQntuples(result); i++) {
        const char *name = PQgetvalue(result, i, 0);
        struct mg_buf built = MG_BUF_INIT;

        if (mg_site_is_freed(r->site, name))
            continue;
        name_for_now(r, &built, name);
        if (mg_buf_failed(&built)) {
            script->failed = true;
            break;
        }
        build_index(r, script, mg_buf_text(&built), is_true(result, i, 2),
                    PQgetvalue(result, i, 1));
        if (*PQgetvalue(result, i, 3))
            exchange_key(r, name, mg_buf_text(&built), result, i);
        else
            exchange_index(r, name, mg_buf_text(&built));
        mg_buf_free(&built);
    }
    PQclear(result);
}

/* --- Checks and foreign keys -------------------------------------------------------------- */

/* The columns of a foreign key, on one side of it, with the hidden one for the old one. */
#define COLUMNS(relation, key, hidden)                                 \
    "(SELECT string_agg(" hidden ", ', ' ORDER BY n) FROM unnest(" key \
    ") WITH ORDINALITY u (m, n)"                                       \
    " JOIN pg_attribute x ON x.attrelid = " relation " AND x.attnum = m)"
#define AS_IT_IS "quote_ident(x.attname)"
#define AS_IT_WILL(relation) \
    "CASE WHEN " relation    \
    " = t.oid AND m = t.attnum THEN quote_ident(t.hidden) ELSE quote_ident(x.attname) END"

/* What a foreign key says up to its options, with its columns as they are called now, and then. */
#define FOREIGN(from, to) \
    "format('FOREIGN KEY (%s) REFERENCES %s(%s)', " from ", confrelid::regclass, " to ")"
#define FOREIGN_AS_IT_IS \
    FOREIGN(COLUMNS("conrelid", "conkey", AS_IT_IS), COLUMNS("confrelid", "confkey", AS_IT_IS))
#define FOREIGN_AS_IT_WILL                                         \
    FOREIGN(COLUMNS("conrelid", "conkey", AS_IT_WILL("conrelid")), \
            COLUMNS("confrelid", "confkey", AS_IT_WILL("confrelid")))

static const char constraints[] =
    "SELECT conname, conrelid::regclass, convalidated, contype, CASE contype WHEN 'c'"
    " THEN pg_get_constraintdef(k.oid) ELSE substr(pg_get_constraintdef(k.oid), 1 + "
    "length(" FOREIGN_AS_IT_IS ")) END, " FOREIGN_AS_IT_WILL ", "
    "conrelid = t.oid FROM t JOIN pg_constraint k"
    " ON conrelid = t.oid AND contype IN ('c', 'f') AND attnum = ANY (conkey)"
    " OR contype = 'f' AND confrelid = t.oid AND attnum = ANY (confkey) ORDER BY k.oid";

/* ALTER TABLE of the constraint's own table, which is SQL already. */
static struct mg_buf *alter(struct mg_script *script, const PGresult *result, int row)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "ALTER TABLE %s ", PQgetvalue(result, row, 1));
    return b;
}

static void build_constraint(const struct mg_retype *r, struct mg_script *script,
                             const PGresult *result, int row, const char *built)
{
    bool foreign = *PQgetvalue(result, row, 3) == 'f', own = is_true(result, row, 6);
    bool valid = is_true(result, row, 2);
    struct mg_buf *b = alter(script, result, row);

    mg_buf_add(b, "ADD CONSTRAINT ");
    mg_buf_ident(b, built);
    mg_buf_printf(b, " %s", foreign ? PQgetvalue(result, row, 5) : "");
    if (own)
        mg_retype_renamed(b, r, PQgetvalue(result, row, 4));
    else
        mg_buf_add(b, PQgetvalue(result, row, 4));
    mg_buf_add(b, valid ? " NOT VALID" : "");
    mg_online_commit(script);
    if (!valid)
        return;
    b = alter(script, result, row);
    mg_buf_add(b, "VALIDATE CONSTRAINT ");
    mg_buf_ident(b, built);
    mg_online_commit(script);
}

/* Foreign keys go before the keys that they need. */
static void exchange_constraint(struct mg_script *first, struct mg_script *then,
                                const PGresult *result, int row, const char *built)
{
    struct mg_buf *b = alter(first, result, row);

    mg_buf_add(b, "DROP CONSTRAINT ");
    mg_buf_ident(b, PQgetvalue(result, row, 0));
    b = alter(then, result, row);
    mg_buf_add(b, "RENAME CONSTRAINT ");
    mg_buf_ident(b, built);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, PQgetvalue(result, row, 0));
}

static void move(struct mg_script *to, struct mg_script *from)
{
    for (size_t i = 0; i < from->n; i++)
        mg_buf_add(mg_script_step(to, from->steps[i].kind), mg_buf_text(&from->steps[i].text));
    to->failed |= !mg_script_ok(from);
    mg_script_free(from);
}

void mg_retype_constraints(struct mg_retype *r, struct mg_script *script)
{
    PGresult *result = mg_retype_query(r, constraints);
    struct mg_script first = {0}, then = {0};

    script->failed |= !result;
    for (int i = 0; result && i < PQntuples(result); i++) {
        struct mg_buf built = MG_BUF_INIT;

        if (mg_site_is_freed(r->site, PQgetvalue(result, i, 0)))
            continue;
        name_for_now(r, &built, PQgetvalue(result, i, 0));
        if (mg_buf_failed(&built)) {
            script->failed = true;
            break;
        }
        build_constraint(r, script, result, i, mg_buf_text(&built));
        exchange_constraint(&first, &then, result, i, mg_buf_text(&built));
        mg_buf_free(&built);
    }
    PQclear(result);
    move(&first, &r->swap);
    move(&first, &then);
    r->swap = first;
}

/* --- The rest ----------------------------------------------------------------------------- */

/*
 * Statements for the column when it has its name, as rows: its default, and a sequence that it owns
 * or that counts its identity on; that of an identity has the bounds of the new type, unless it had
 * others than those of the old one. Of a column's options only those are its own that
 * sql-altertable names; servers keep notes of theirs among them.
 */
static const char belongings[] =
    "SELECT 1, format('ALTER TABLE %s ALTER %I SET DEFAULT %s', t.oid::regclass, attname,"
    " pg_get_expr(adbin, adrelid)), NULL FROM t JOIN pg_attrdef ON adrelid = t.oid AND adnum ="
    " attnum\n"
    "UNION ALL SELECT 2, format('ALTER SEQUENCE %s OWNED BY %s.%I', objid::regclass,"
    " t.oid::regclass, attname), NULL FROM t JOIN pg_depend ON classid = 'pg_class'::regclass"
    " AND refclassid = classid AND refobjid = t.oid AND refobjsubid = attnum AND deptype = 'a'"
    " JOIN pg_class o ON o.oid = objid AND o.relkind = 'S'\n"
    "UNION ALL SELECT 3, format('ALTER TABLE %s ALTER %I SET STATISTICS %s', t.oid::regclass,"
    " attname, attstattarget), NULL FROM t WHERE attstattarget >= 0\n"
    "UNION ALL SELECT 3, format('ALTER TABLE %s ALTER %I SET (%s)', t.oid::regclass, attname,"
    " string_agg(o, ', ')), NULL FROM t, unnest(attoptions) o WHERE o ~ '^n_distinct'"
    " GROUP BY t.oid, attname\n"
    "UNION ALL SELECT 4, format('GRANT %s (%I) ON %s TO %s%s', privilege_type, attname,"
    " t.oid::regclass, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,"
    " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END), NULL FROM t, aclexplode(attacl)\n"
    "UNION ALL SELECT 5, format('COMMENT ON COLUMN %s.%I IS %L', t.oid::regclass, attname,"
    " description), NULL FROM t JOIN pg_description ON classoid = 'pg_class'::regclass AND objoid ="
    " t.oid AND objsubid = attnum\n"
    "UNION ALL SELECT 5, format('COMMENT ON INDEX %s IS %L', o.oid::regclass, description),"
    " o.relname FROM t JOIN pg_index ON indrelid = t.oid JOIN pg_class o ON o.oid = indexrelid"
    " JOIN pg_description ON classoid = 'pg_class'::regclass AND objoid = o.oid AND objsubid = 0"
    " WHERE EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid ="
    " t.oid AND refobjsubid = attnum AND (classid = 'pg_class'::regclass AND objid = o.oid OR"
    " classid = 'pg_constraint'::regclass AND objid = (SELECT k.oid FROM pg_constraint k WHERE"
    " conindid = o.oid AND conrelid = t.oid AND contype IN ('p', 'u'))))\n"
    "UNION ALL SELECT 5, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname,"
    " conrelid::regclass, description), conname FROM t JOIN pg_depend ON refclassid ="
    " 'pg_class'::regclass AND refobjid = t.oid AND refobjsubid = attnum AND classid ="
    " 'pg_constraint'::regclass JOIN pg_constraint k ON k.oid = objid JOIN pg_description ON"
    " classoid = 'pg_constraint'::regclass AND objoid = k.oid\n"
    "UNION ALL SELECT 6, format('ALTER TABLE %s CLUSTER ON %I', t.oid::regclass, o.relname),"
    " o.relname FROM t JOIN pg_index ON indrelid = t.oid AND indisclustered JOIN pg_class o ON"
    " o.oid = indexrelid WHERE attnum = ANY (indkey)\n"
    "UNION ALL SELECT 6, format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', t.oid::regclass,"
    " o.relname), o.relname FROM t JOIN pg_index ON indrelid = t.oid AND indisreplident"
    " JOIN pg_class o ON o.oid = indexrelid WHERE attnum = ANY (indkey) AND t.relreplident = 'i'\n"
    "UNION ALL SELECT 7, format('DROP STATISTICS %I.%I', stxnamespace::regnamespace::name,"
    " stxname), stxname FROM t JOIN pg_statistic_ext ON stxrelid = t.oid WHERE EXISTS (SELECT FROM"
    " pg_depend WHERE classid = 'pg_statistic_ext'::regclass AND objid = pg_statistic_ext.oid"
    " AND refobjid = t.oid AND refobjsubid = attnum)\n"
    "UNION ALL SELECT 8, unnest(ARRAY[pg_get_statisticsobjdef(s.oid), CASE WHEN stxstattarget >= 0"
    " THEN format('ALTER STATISTICS %I.%I SET STATISTICS %s', stxnamespace::regnamespace::name,"
    " stxname, stxstattarget) END, (SELECT format('COMMENT ON STATISTICS %I.%I IS %L',"
    " stxnamespace::regnamespace::name, stxname, description) FROM pg_description WHERE classoid ="
    " 'pg_statistic_ext'::regclass AND objoid = s.oid)]), stxname FROM t JOIN pg_statistic_ext s ON"
    " stxrelid = t.oid WHERE EXISTS (SELECT FROM pg_depend WHERE classid ="
    " 'pg_statistic_ext'::regclass AND objid = s.oid AND refobjid = t.oid AND refobjsubid ="
    " attnum)\nORDER BY 1";

/* An identity goes over to the new column: the sequence's name, options and place. */
static const char identity[] =
    "SELECT format('ALTER SEQUENCE %s RENAME TO %I', o.oid::regclass, left('modelgen_' ||"
    " o.relname, 59) || '_old'), format('GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I START WITH"
    " %s INCREMENT BY %s CACHE %s%s%s%s)', CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE"
    " 'BY DEFAULT' END, o.relnamespace::regnamespace::name, o.relname, seqstart, seqincrement,"
    " seqcache, CASE WHEN seqcycle THEN ' CYCLE' END, CASE WHEN seqmin NOT IN (1, -32768,"
    " -2147483648, -9223372036854775808) THEN ' MINVALUE ' || seqmin END, CASE WHEN seqmax NOT IN"
    " (-1, 32767, 2147483647, 9223372036854775807) THEN ' MAXVALUE ' || seqmax END),"
    " format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %I.%I', o.oid::regclass,"
    " o.relnamespace::regnamespace::name, left('modelgen_' || o.relname, 59) || '_old')"
    " FROM t JOIN pg_depend ON classid = 'pg_class'::regclass AND refclassid = classid AND refobjid"
    " = t.oid AND refobjsubid = attnum AND deptype = 'i' JOIN pg_class o ON o.oid = objid AND"
    " o.relkind = 'S' JOIN pg_sequence ON seqrelid = o.oid";

static void move_identity(struct mg_retype *r, struct mg_script *script)
{
    PGresult *result = mg_retype_query(r, identity);

    script->failed |= !result;
    if (result && PQntuples(result) > 0) {
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), PQgetvalue(result, 0, 0));
        struct mg_buf *b = mg_online_alter(script, r->table);

        mg_buf_add(b, " ALTER COLUMN ");
        mg_buf_ident(b, r->column);
        mg_buf_printf(b, " ADD %s", PQgetvalue(result, 0, 1));
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), PQgetvalue(result, 0, 2));
    }
    PQclear(result);
}

void mg_retype_belongings(struct mg_retype *r)
{
    PGresult *result = mg_retype_query(r, belongings);
    const mg_column *c = &r->args->column;

    r->extras.failed |= !result;
    move_identity(r, &r->extras);
    for (int i = 0; result && i < PQntuples(result); i++) {
        bool default_ = *PQgetvalue(result, i, 0) == '1';

        if (PQgetisnull(result, i, 1) || mg_site_is_freed(r->site, PQgetvalue(result, i, 2)) ||
            (default_ && (c->default_ || c->no_default)))
            continue;
        mg_buf_add(mg_script_step(&r->extras, MG_STEP_SQL), PQgetvalue(result, i, 1));
    }
    PQclear(result);
}
