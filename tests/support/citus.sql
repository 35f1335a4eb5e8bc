-- On top of templates/citus.sql, the stand-in for Citus: what it refuses of statements that change
-- distributed tables, whoever runs them, with its own messages. Where a rule comes from is said with
-- the file of citusdata/citus (13.0), all in src/backend/distributed: commands/table.c is
-- ErrorIfUnsupportedAlterTableStmt unless another function is named. Nothing but tests has this.
--
-- A statement may be anywhere, also in a DO block: so what the catalogs say of a table after a
-- statement is compared with what they said before it, rather than its text read.
SET allow_system_table_mods = on;

-- The facts of Citus's tables that not every statement may change.
CREATE FUNCTION pg_catalog.citus_stand_in_look() RETURNS TABLE (of_table oid, what text, id text, value text)
    LANGUAGE sql STABLE AS $citus$
    WITH t AS (SELECT logicalrelid::oid AS oid, partmethod, partkey FROM pg_catalog.pg_dist_partition),
    a AS (SELECT t.*, x.*, format_type(atttypid, atttypmod) AS type, adoid FROM t JOIN pg_catalog.pg_attribute x ON attrelid = t.oid
        LEFT JOIN (SELECT oid AS adoid, adrelid, adnum FROM pg_catalog.pg_attrdef) d ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped),
    s AS (SELECT a.oid, a.attnum, d.refobjid AS sequence FROM a JOIN pg_catalog.pg_depend d ON classid = 'pg_attrdef'::regclass
        AND objid = adoid AND refclassid = 'pg_class'::regclass JOIN pg_catalog.pg_class c ON c.oid = refobjid AND relkind = 'S'
        UNION SELECT a.oid, a.attnum, objid FROM a JOIN pg_catalog.pg_depend ON classid = 'pg_class'::regclass
        AND refobjid = a.oid AND refobjsubid = attnum AND deptype = 'i' AND attidentity <> '')
    SELECT oid, 'column', attnum::text, attname::text FROM a
    UNION ALL SELECT oid, 'type', attnum::text, type FROM a
    UNION ALL SELECT oid, 'identity', attnum::text, attidentity::text FROM a
    UNION ALL SELECT oid, 'unsupported', attnum::text, concat_ws(' ', CASE WHEN attstattarget <> -1 THEN attstattarget END,
        (SELECT string_agg(o, ',') FROM unnest(attoptions) o WHERE o ~ '^n_distinct'), attstorage) FROM a
    UNION ALL SELECT oid, 'not null', attnum::text, attnotnull::text FROM a
    UNION ALL SELECT oid, 'default', attnum::text, (SELECT pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef WHERE pg_attrdef.oid = adoid) FROM a
    UNION ALL SELECT oid, 'sequence of', attnum::text, sequence::text FROM s
    UNION ALL SELECT DISTINCT s.oid, 'sequence', sequence::text, concat_ws(' ', relnamespace, relname, relowner) FROM s JOIN pg_catalog.pg_class c ON c.oid = sequence
    UNION ALL SELECT t.oid, 'constraint', k.oid::text, conname::text FROM t JOIN pg_catalog.pg_constraint k ON conrelid = t.oid
    UNION ALL SELECT t.oid, 'unsupported', 'clustered ' || indexrelid, indisclustered::text FROM t JOIN pg_catalog.pg_index ON indrelid = t.oid
    UNION ALL SELECT t.oid, 'unsupported', 'table', concat_ws(' ', reltablespace, reloftype) FROM t JOIN pg_catalog.pg_class c ON c.oid = t.oid
    UNION ALL SELECT t.oid, 'unsupported', 'parent ' || inhparent, 'yes' FROM t JOIN pg_catalog.pg_inherits ON inhrelid = t.oid
        JOIN pg_catalog.pg_class c ON c.oid = t.oid AND NOT relispartition
    UNION ALL SELECT oid, 'key', '', partkey FROM t WHERE partmethod = 'h'
    UNION ALL SELECT t.oid, 'parent table', inhparent::text, '' FROM t JOIN pg_catalog.pg_inherits ON inhrelid = t.oid
    UNION ALL SELECT oid, 'index', indexrelid::text, CASE WHEN indisvalid THEN '' ELSE relname::text END
        FROM (SELECT t.oid FROM t) x JOIN pg_catalog.pg_index ON indrelid = x.oid JOIN (SELECT oid AS i, relname FROM pg_catalog.pg_class) c ON i = indexrelid
$citus$;
CREATE TABLE pg_catalog.citus_stand_in_facts (of_table oid, what text, id text, value text, PRIMARY KEY (of_table, what, id));
CREATE TABLE pg_catalog.citus_stand_in_now (LIKE pg_catalog.citus_stand_in_facts INCLUDING INDEXES);
GRANT ALL ON pg_catalog.citus_stand_in_facts, pg_catalog.citus_stand_in_now TO PUBLIC;

CREATE FUNCTION pg_catalog.citus_stand_in_note() RETURNS void LANGUAGE sql AS $citus$
    DELETE FROM pg_catalog.citus_stand_in_facts;
    INSERT INTO pg_catalog.citus_stand_in_facts SELECT * FROM pg_catalog.citus_stand_in_look();
$citus$;

CREATE FUNCTION pg_catalog.citus_stand_in_was(t oid, of_what text, of_id text) RETURNS text LANGUAGE sql STABLE AS
    'SELECT value FROM pg_catalog.citus_stand_in_facts WHERE of_table = $1 AND what = $2 AND id = $3';
CREATE FUNCTION pg_catalog.citus_stand_in_is(t oid, of_what text, of_id text) RETURNS text LANGUAGE sql STABLE AS
    'SELECT value FROM pg_catalog.citus_stand_in_now WHERE of_table = $1 AND what = $2 AND id = $3';

CREATE FUNCTION pg_catalog.citus_stand_in_compare(tag text) RETURNS void LANGUAGE plpgsql AS $citus$
DECLARE
    x record;
    key boolean;
    sequence oid;
BEGIN
    DELETE FROM pg_catalog.citus_stand_in_now;
    INSERT INTO pg_catalog.citus_stand_in_now SELECT * FROM pg_catalog.citus_stand_in_look();
    FOR x IN SELECT of_table AS t, what, id, w.value AS was, n.value AS now FROM pg_catalog.citus_stand_in_facts w
        JOIN pg_catalog.citus_stand_in_now n USING (of_table, what, id) WHERE w.value IS DISTINCT FROM n.value
    LOOP
        key := pg_catalog.citus_stand_in_was(x.t, 'key', '') = x.id;
        IF x.what = 'constraint' AND tag <> 'ALTER INDEX' THEN -- commands/rename.c, ErrorIfUnsupportedRenameStmt
            RAISE feature_not_supported USING MESSAGE = 'renaming constraints belonging to distributed tables is currently unsupported';
        ELSIF x.what IN ('default', 'type') AND key OR x.what = 'not null' AND key AND x.now = 'false' THEN
            RAISE 'cannot execute ALTER TABLE command involving partition column';
        ELSIF x.what = 'type' AND pg_catalog.citus_stand_in_was(x.t, 'identity', x.id) <> '' THEN
            RAISE 'cannot execute ALTER COLUMN command involving identity column';
        ELSIF x.what = 'type' AND pg_catalog.citus_stand_in_was(x.t, 'sequence of', x.id) IS NOT NULL THEN
            RAISE 'cannot execute ALTER COLUMN TYPE .. command because the column involves a default coming from a sequence';
        ELSIF x.what IN ('identity', 'unsupported') AND pg_catalog.citus_stand_in_was(x.t, 'type', x.id) IS NOT DISTINCT FROM
                pg_catalog.citus_stand_in_is(x.t, 'type', x.id) THEN
            RAISE feature_not_supported USING MESSAGE = 'alter table command is currently unsupported';
        END IF;
    END LOOP;
    FOR x IN SELECT of_table AS t, id, count(*) OVER (PARTITION BY of_table) AS n FROM pg_catalog.citus_stand_in_now n WHERE what = 'column'
        AND pg_catalog.citus_stand_in_was(of_table, 'unsupported', 'table') IS NOT NULL AND pg_catalog.citus_stand_in_was(of_table, what, id) IS NULL
    LOOP
        sequence := pg_catalog.citus_stand_in_is(x.t, 'sequence of', x.id)::oid;
        CONTINUE WHEN sequence IS NULL;
        IF pg_catalog.citus_stand_in_is(x.t, 'identity', x.id) <> '' THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot execute ADD COLUMN commands involving identity columns when metadata is synchronized to workers';
        ELSIF EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_class'::regclass AND objid = sequence AND deptype = 'a' AND refobjid = x.t) THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot execute ADD COLUMN commands involving serial pseudotypes when metadata is synchronized to workers';
        ELSIF pg_catalog.citus_stand_in_is(x.t, 'not null', x.id)::boolean OR x.n > 1 THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot execute ADD COLUMN .. DEFAULT nextval(''..'') command with other subcommands/constraints';
        ELSIF pg_catalog.citus_relation_size(x.t) > 0 THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot add a column involving DEFAULT nextval(''..'') because the table is not empty';
        END IF;
    END LOOP;
    IF tag = 'ALTER SEQUENCE' THEN -- commands/sequence.c, PreprocessAlterSequenceStmt
        FOR x IN SELECT FROM pg_event_trigger_ddl_commands() e JOIN pg_catalog.citus_stand_in_facts w ON w.what = 'sequence' AND w.id = e.objid::text
            JOIN pg_catalog.citus_stand_in_now n USING (of_table, what, id) WHERE w.value = n.value AND e.classid = 'pg_class'::regclass
        LOOP
            RAISE 'Altering a distributed sequence is currently not supported.';
        END LOOP;
    END IF;
    -- A partition that is detached stays a distributed table.
    INSERT INTO pg_catalog.citus_stand_in (logicalrelid, partmethod, partkey, colocationid, repmodel)
        SELECT w.of_table, p.partmethod, (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = w.of_table AND attname =
            pg_catalog.column_to_column_name(p.logicalrelid, p.partkey)), p.colocationid, p.repmodel
        FROM (SELECT DISTINCT of_table, id FROM pg_catalog.citus_stand_in_facts WHERE what = 'parent table') w
        JOIN pg_catalog.pg_dist_partition p ON p.logicalrelid = w.id::oid::regclass
        WHERE EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = w.of_table AND NOT relispartition)
        AND NOT EXISTS (SELECT FROM pg_catalog.citus_stand_in WHERE logicalrelid = w.of_table);
END $citus$;

CREATE FUNCTION pg_catalog.citus_stand_in_refuse() RETURNS event_trigger LANGUAGE plpgsql AS $citus$
DECLARE
    x record;
    statement text = current_query();
BEGIN
    PERFORM pg_catalog.citus_stand_in_compare(TG_TAG);
    FOR x IN SELECT objid::regclass AS t, command_tag FROM pg_event_trigger_ddl_commands()
        JOIN pg_catalog.pg_dist_partition ON logicalrelid = objid AND classid = 'pg_class'::regclass
    LOOP
        IF statement ~* '\mUSING INDEX\M' THEN -- issues 1721, 4774, 3232
            RAISE 'index does not belong to table "%_102137"', x.t; -- what a shard says
        ELSIF statement ~* '^\s*ALTER TABLE.*\mADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN)\M.*,\s*(ADD|DROP|ALTER|VALIDATE)\M'
            OR statement ~* '^\s*ALTER TABLE.*,\s*ADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN)\M' THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot execute ADD CONSTRAINT command with other subcommands',
                HINT = 'You can issue each subcommand separately';
        ELSIF statement ~* '^\s*ALTER TABLE.*\m(OF|DROP EXPRESSION|SET EXPRESSION|ALTER CONSTRAINT)\M' THEN
            RAISE feature_not_supported USING MESSAGE = 'alter table command is currently unsupported';
        ELSIF statement ~* '\mCREATE\M.*\mINDEX\M.*\mTABLESPACE\M' THEN -- commands/index.c, ErrorIfUnsupportedIndexStmt
            RAISE feature_not_supported USING MESSAGE = 'specifying tablespaces with CREATE INDEX statements is currently unsupported';
        END IF;
    END LOOP;
    PERFORM pg_catalog.citus_stand_in_check();
    PERFORM pg_catalog.citus_stand_in_note();
END $citus$;
CREATE EVENT TRIGGER citus_stand_in ON ddl_command_end EXECUTE FUNCTION pg_catalog.citus_stand_in_refuse();

-- What is known before: an index of which some shards have none (a build that was broken off), and partitions.
CREATE FUNCTION pg_catalog.citus_stand_in_before() RETURNS event_trigger LANGUAGE plpgsql AS $citus$
DECLARE
    statement text = current_query();
    x record;
BEGIN
    IF TG_TAG = 'DROP INDEX' AND statement !~* '\mIF EXISTS\M' THEN -- commands/index.c, DropIndexTaskList
        FOR x IN SELECT value FROM pg_catalog.citus_stand_in_look() WHERE what = 'index' AND value <> '' AND position(value IN statement) > 0
        LOOP
            RAISE undefined_object USING MESSAGE = format('index "%s_102137" does not exist', x.value);
        END LOOP;
    ELSIF TG_TAG = 'ALTER TABLE' AND statement ~* '\mDETACH PARTITION\M.*\m(CONCURRENTLY|FINALIZE)\s*$' THEN
        FOR x IN SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = to_regclass(substring(statement FROM '(?i)ALTER TABLE\s+(\S+)'))
        LOOP
            RAISE 'ALTER TABLE .. DETACH PARTITION .. CONCURRENTLY commands are currently unsupported.';
        END LOOP;
    END IF;
END $citus$;
CREATE EVENT TRIGGER citus_stand_in_first ON ddl_command_start EXECUTE FUNCTION pg_catalog.citus_stand_in_before();

-- planner/multi_router_planner.c (TargetlistAndFunctionsSupported) and, of ctid, issue 512.
CREATE FUNCTION pg_catalog.citus_stand_in_modified() RETURNS trigger LANGUAGE plpgsql AS $citus$
DECLARE
    statement text = current_query();
BEGIN
    IF statement ~* '\mctid\M' THEN
        RAISE 'invalid attnum -1 for rangetable entry "%"', TG_TABLE_NAME;
    ELSIF statement ~* '\mFOR (NO KEY )?UPDATE\M' THEN
        RAISE feature_not_supported USING MESSAGE = 'could not run distributed query with FOR UPDATE/SHARE commands';
    ELSIF statement ~* '\mUPDATE\M.*\m(random|gen_random_uuid|clock_timestamp|nextval|set_config)\s*\(' THEN
        RAISE feature_not_supported USING MESSAGE = 'functions used in UPDATE queries on distributed tables must not be VOLATILE';
    END IF;
    RETURN NULL;
END $citus$;

-- With a table that is distributed from now on. Its triggers are nobody's: pg_dump and Citus do not see them.
CREATE FUNCTION pg_catalog.citus_stand_in_watch() RETURNS trigger LANGUAGE plpgsql AS $citus$
DECLARE
    x record;
BEGIN
    FOR x IN SELECT logicalrelid AS t FROM pg_catalog.pg_dist_partition WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger
        WHERE tgrelid = logicalrelid AND tgname = 'citus_stand_in')
    LOOP
        PERFORM set_config('session_replication_role', 'replica', true);
        EXECUTE format('CREATE TRIGGER citus_stand_in BEFORE UPDATE ON %s EXECUTE FUNCTION pg_catalog.citus_stand_in_modified()', x.t);
        UPDATE pg_catalog.pg_trigger SET tgisinternal = true WHERE tgrelid = x.t AND tgname = 'citus_stand_in';
        PERFORM set_config('session_replication_role', 'origin', true);
    END LOOP;
    PERFORM pg_catalog.citus_stand_in_note();
    RETURN NULL;
END $citus$;
ALTER FUNCTION pg_catalog.citus_stand_in_watch() SECURITY DEFINER SET allow_system_table_mods = on;
CREATE TRIGGER watch AFTER INSERT OR UPDATE OR DELETE ON pg_catalog.citus_stand_in
    FOR EACH STATEMENT EXECUTE FUNCTION pg_catalog.citus_stand_in_watch();
RESET allow_system_table_mods;
