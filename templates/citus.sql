-- A stand-in for Citus on servers that have none: the catalogs and functions of the extension that
-- migrations use, with its signatures and the refusals that its documentation and sources tell of
-- (https://docs.citusdata.com/en/stable/develop/api_udf.html, develop/reference_ddl, and
-- src/backend/distributed/commands of citusdata/citus). It writes down how a table is distributed,
-- and leaves its rows where they are. modelgen's own scratch servers have it where the models say
-- DISTRIBUTED(...) or REFERENCE_TABLE(...), and so do the tests.
SET allow_system_table_mods = on;
SET client_min_messages = warning;

CREATE TABLE pg_catalog.citus_stand_in (
    logicalrelid oid PRIMARY KEY, partmethod "char", partkey text, colocationid int, repmodel "char",
    autoconverted boolean DEFAULT false);
CREATE TABLE pg_catalog.pg_dist_colocation (
    colocationid int PRIMARY KEY, shardcount int, replicationfactor int DEFAULT 1,
    distributioncolumntype oid, distributioncolumncollation oid DEFAULT 0);
GRANT ALL ON pg_catalog.citus_stand_in, pg_catalog.pg_dist_colocation TO PUBLIC;

-- A table that is dropped is gone from here as well; a partition is distributed as its parent is.
CREATE VIEW pg_catalog.pg_dist_partition AS
    SELECT logicalrelid::regclass AS logicalrelid, partmethod, partkey, colocationid, repmodel, autoconverted
    FROM pg_catalog.citus_stand_in JOIN pg_catalog.pg_class ON oid = logicalrelid AND NOT relispartition
    UNION ALL SELECT relid, partmethod, (SELECT a.attnum::text FROM pg_catalog.pg_attribute a, pg_catalog.pg_attribute o
        WHERE a.attrelid = relid AND a.attname = o.attname AND o.attrelid = c.oid AND o.attnum = partkey::int2),
        colocationid, repmodel, autoconverted
    FROM pg_catalog.citus_stand_in JOIN pg_catalog.pg_class c ON c.oid = logicalrelid AND relkind = 'p',
        pg_catalog.pg_partition_tree(c.oid)
    WHERE relid <> c.oid;
GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;

CREATE FUNCTION pg_catalog.column_to_column_name(table_name regclass, column_var_text text) RETURNS text
    LANGUAGE sql STABLE AS
    'SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attnum = $2::int';

CREATE FUNCTION pg_catalog.citus_total_relation_size(logicalrelid regclass, fail_on_error boolean DEFAULT true)
    RETURNS bigint LANGUAGE sql AS 'SELECT pg_catalog.pg_total_relation_size($1)';
CREATE FUNCTION pg_catalog.citus_relation_size(logicalrelid regclass, fail_on_error boolean DEFAULT true)
    RETURNS bigint LANGUAGE sql AS 'SELECT pg_catalog.pg_relation_size($1)';

-- What Citus refuses of a distributed table, wherever it comes from.
CREATE FUNCTION pg_catalog.citus_stand_in_check() RETURNS void LANGUAGE plpgsql AS $citus$
DECLARE
    x record;
BEGIN
    FOR x IN SELECT p.logicalrelid FROM pg_catalog.pg_dist_partition p
        JOIN pg_catalog.pg_dist_colocation g USING (colocationid)
        JOIN pg_catalog.pg_attribute a ON attrelid = logicalrelid AND attnum = partkey::int
        WHERE partmethod = 'h' AND (attisdropped OR atttypid <> distributioncolumntype)
    LOOP
        RAISE 'cannot execute ALTER TABLE command involving partition column';
    END LOOP;
    FOR x IN SELECT p.logicalrelid, indexrelid::regclass AS index FROM pg_catalog.pg_dist_partition p
        JOIN pg_catalog.pg_index ON indrelid = logicalrelid
        WHERE partmethod = 'h' AND (indisunique OR indisexclusion)
        AND NOT partkey::int2 = ANY ((indkey::int2[])[0:indnkeyatts - 1])
    LOOP
        RAISE feature_not_supported USING MESSAGE = format('cannot create constraint on "%s"', x.logicalrelid),
            DETAIL = 'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not'
                     ' include the partition column (with an equality operator if EXCLUDE).';
    END LOOP;
    FOR x IN SELECT tgrelid::regclass AS t, partmethod FROM pg_catalog.pg_trigger
        JOIN pg_catalog.pg_dist_partition ON tgrelid = logicalrelid WHERE NOT tgisinternal
    LOOP
        RAISE 'triggers are not supported on % tables', CASE x.partmethod WHEN 'n' THEN 'reference' ELSE 'distributed' END;
    END LOOP;
    FOR x IN SELECT a.attrelid FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_dist_partition ON attrelid = logicalrelid
        WHERE attidentity <> '' AND atttypid <> 'bigint'::regtype AND NOT attisdropped
    LOOP
        RAISE feature_not_supported USING MESSAGE = format('cannot complete operation on %s with smallint/int identity column', x.attrelid::regclass),
            HINT = 'Use bigint identity column instead.';
    END LOOP;
    FOR x IN SELECT k.*, r.partmethod AS here, f.partmethod AS there, r.colocationid AS here_in, f.colocationid AS there_in,
            array_position(conkey, r.partkey::int2) AS here_at, array_position(confkey, f.partkey::int2) AS there_at
        FROM pg_catalog.pg_constraint k
        LEFT JOIN pg_catalog.pg_dist_partition r ON r.logicalrelid = conrelid
        LEFT JOIN pg_catalog.pg_dist_partition f ON f.logicalrelid = confrelid
        WHERE contype = 'f' AND (r.partmethod IS NOT NULL OR f.partmethod IS NOT NULL)
    LOOP
        IF x.there = 'n' AND coalesce(x.here, 'n') = 'n' OR x.here = 'n' AND x.there IS NULL THEN
            CONTINUE;
        ELSIF x.here = 'h' AND x.there IS NULL THEN
            RAISE invalid_table_definition USING MESSAGE = 'cannot create foreign key constraint',
                DETAIL = 'Referenced table must be a distributed table or a reference table.';
        ELSIF coalesce(x.here, 'n') = 'n' THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot create foreign key constraint since foreign keys from '
                'reference tables and local tables to distributed tables are not supported';
        ELSIF x.there = 'h' AND x.here_in <> x.there_in THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot create foreign key constraint since relations are not '
                'colocated or not referencing a reference table';
        ELSIF x.there = 'h' AND x.here_at IS DISTINCT FROM x.there_at OR x.there = 'h' AND x.here_at IS NULL THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot create foreign key constraint',
                DETAIL = 'Foreign keys are supported in two cases, either in between two colocated tables including '
                         'partition column in the same ordinal in the both tables or from distributed to reference tables';
        ELSIF x.here_at IS NOT NULL AND (x.confdeltype IN ('n', 'd') OR x.confupdtype IN ('n', 'd', 'c')) THEN
            RAISE feature_not_supported USING MESSAGE = 'cannot create foreign key constraint',
                DETAIL = 'SET NULL, SET DEFAULT or CASCADE is not supported when distribution key is included';
        END IF;
    END LOOP;
END $citus$;

CREATE FUNCTION pg_catalog.citus_stand_in_new(t regclass) RETURNS void LANGUAGE plpgsql AS $citus$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = t) THEN
        RAISE invalid_table_definition USING MESSAGE = format('table "%s" is already distributed', t);
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = t AND relkind NOT IN ('r', 'p')) THEN
        RAISE wrong_object_type USING MESSAGE = format('%s is not a regular, foreign or partitioned table', t);
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class c ON c.oid = inhrelid
                  WHERE t IN (inhparent, inhrelid) AND NOT relispartition) THEN
        RAISE 'cannot distribute relation "%" with inheritance', t;
    END IF;
    DELETE FROM pg_catalog.citus_stand_in WHERE logicalrelid = t; -- of a dropped table that had the number
END $citus$;

-- The colocation group that the words of both functions mean.
CREATE FUNCTION pg_catalog.citus_stand_in_group(t regclass, column_number int2, colocate_with text, shards int) RETURNS int
    LANGUAGE plpgsql AS $citus$
DECLARE
    type oid = (SELECT atttypid FROM pg_catalog.pg_attribute WHERE attrelid = t AND attnum = column_number);
    chosen int;
    g pg_catalog.pg_dist_colocation;
BEGIN
    IF colocate_with = 'default' THEN
        SELECT min(colocationid) INTO chosen FROM pg_catalog.pg_dist_colocation
            WHERE shardcount = shards AND distributioncolumntype = type;
    ELSIF colocate_with <> 'none' THEN
        SELECT o.* INTO g FROM pg_catalog.pg_dist_partition JOIN pg_catalog.pg_dist_colocation o USING (colocationid)
            WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h';
        IF NOT FOUND THEN
            RAISE 'cannot colocate with % because it is not a distributed table', colocate_with;
        ELSIF g.distributioncolumntype <> type THEN
            RAISE 'cannot colocate tables % and %', colocate_with, t
                USING DETAIL = 'Distribution column types don''t match for these tables.';
        END IF;
        chosen := g.colocationid;
    END IF;
    IF chosen IS NULL THEN
        INSERT INTO pg_catalog.pg_dist_colocation (colocationid, shardcount, distributioncolumntype)
            SELECT coalesce(max(colocationid), 0) + 1, shards, type FROM pg_catalog.pg_dist_colocation
            RETURNING colocationid INTO chosen;
    END IF;
    RETURN chosen;
END $citus$;

CREATE FUNCTION pg_catalog.create_distributed_table(table_name regclass, distribution_column text,
    distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL)
    RETURNS void LANGUAGE plpgsql AS $citus$
DECLARE
    number int2 = (SELECT attnum FROM pg_catalog.pg_attribute
                   WHERE attrelid = table_name AND attname = distribution_column AND attnum > 0 AND NOT attisdropped);
BEGIN
    PERFORM pg_catalog.citus_stand_in_new(table_name);
    IF number IS NULL THEN
        RAISE undefined_column USING MESSAGE = format('column "%s" of relation "%s" does not exist', distribution_column, table_name);
    ELSIF shard_count IS NOT NULL AND colocate_with NOT IN ('default', 'none') THEN
        RAISE 'Cannot use colocate_with with a table and shard_count at the same time';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = table_name AND attnum = number AND attgenerated <> '') THEN
        RAISE 'cannot distribute relation: %', table_name
            USING DETAIL = 'Distribution column must not use GENERATED ALWAYS AS (...) STORED.';
    END IF;
    INSERT INTO pg_catalog.citus_stand_in (logicalrelid, partmethod, partkey, colocationid, repmodel)
        VALUES (table_name, 'h', number, pg_catalog.citus_stand_in_group(table_name, number, colocate_with,
            coalesce(shard_count, current_setting('citus.shard_count')::int)), 's');
    PERFORM pg_catalog.citus_stand_in_check();
END $citus$;

-- Citus refuses it within a transaction, which a function cannot tell here.
CREATE FUNCTION pg_catalog.create_distributed_table_concurrently(table_name regclass, distribution_column text,
    distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL)
    RETURNS void LANGUAGE plpgsql AS $citus$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND table_name IN (conrelid, confrelid)) THEN
        RAISE 'cannot complete operation because table % has a foreign key', table_name;
    END IF;
    PERFORM pg_catalog.create_distributed_table(table_name, distribution_column, distribution_type, colocate_with, shard_count);
END $citus$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $citus$
BEGIN
    PERFORM pg_catalog.citus_stand_in_new(table_name);
    INSERT INTO pg_catalog.citus_stand_in (logicalrelid, partmethod, colocationid, repmodel) VALUES (table_name, 'n', 0, 't');
    PERFORM pg_catalog.citus_stand_in_check();
END $citus$;

-- What both functions need that make the table anew.
CREATE FUNCTION pg_catalog.citus_stand_in_again(t regclass) RETURNS void LANGUAGE plpgsql AS $citus$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = t AND attidentity <> '' AND NOT attisdropped) THEN
        RAISE feature_not_supported USING MESSAGE = 'cannot complete operation on a table with identity column';
    END IF;
END $citus$;

CREATE FUNCTION pg_catalog.undistribute_table(table_name regclass, cascade_via_foreign_keys boolean DEFAULT false)
    RETURNS void LANGUAGE plpgsql AS $citus$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = table_name) THEN
        RAISE 'cannot undistribute table because the table is not distributed';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conrelid = table_name) THEN
        RAISE 'cannot complete operation because table % has a foreign key', table_name;
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND confrelid = table_name) THEN
        RAISE 'cannot complete operation because table % is referenced by a foreign key', table_name;
    END IF;
    PERFORM pg_catalog.citus_stand_in_again(table_name);
    DELETE FROM pg_catalog.citus_stand_in WHERE logicalrelid = table_name;
END $citus$;

CREATE FUNCTION pg_catalog.alter_distributed_table(table_name regclass, distribution_column text DEFAULT NULL,
    shard_count int DEFAULT NULL, colocate_with text DEFAULT NULL, cascade_to_colocated boolean DEFAULT NULL)
    RETURNS void LANGUAGE plpgsql AS $citus$
DECLARE
    was record;
    number int2;
    new_group int;
    others regclass[];
    same_type boolean;
    x record;
BEGIN
    SELECT p.*, g.shardcount, g.distributioncolumntype INTO was FROM pg_catalog.pg_dist_partition p
        JOIN pg_catalog.pg_dist_colocation g USING (colocationid) WHERE logicalrelid = table_name AND partmethod = 'h';
    IF NOT FOUND THEN
        RAISE 'cannot alter table because the table is not distributed';
    END IF;
    PERFORM pg_catalog.citus_stand_in_again(table_name);
    number := was.partkey;
    IF distribution_column IS NOT NULL THEN
        SELECT attnum INTO number FROM pg_catalog.pg_attribute
            WHERE attrelid = table_name AND attname = distribution_column AND NOT attisdropped;
        IF number IS NULL THEN
            RAISE undefined_column USING MESSAGE = format('column "%s" does not exist', distribution_column);
        END IF;
    END IF;
    SELECT array_agg(logicalrelid) INTO others FROM pg_catalog.pg_dist_partition
        WHERE colocationid = was.colocationid AND logicalrelid <> table_name AND partmethod = 'h';
    IF cascade_to_colocated AND distribution_column IS NOT NULL THEN
        RAISE 'distribution_column cannot be cascaded to colocated tables';
    ELSIF cascade_to_colocated AND shard_count IS NULL AND colocate_with IS NULL THEN
        RAISE 'shard_count or colocate_with is necessary for cascading to colocated tables';
    ELSIF cascade_to_colocated AND colocate_with = 'none' THEN
        RAISE 'colocate_with := ''none'' cannot be cascaded to colocated tables';
    ELSIF number::text = was.partkey AND (shard_count IS NULL OR shard_count = was.shardcount) AND (colocate_with IS NULL
            OR colocate_with NOT IN ('default', 'none') AND colocate_with::regclass = ANY (others)) THEN
        RAISE 'this call doesn''t change any properties of the table';
    ELSIF others IS NOT NULL AND shard_count <> was.shardcount AND cascade_to_colocated IS NULL THEN
        RAISE 'cascade_to_colocated parameter is necessary' USING DETAIL = 'this table is colocated with some other tables';
    END IF;
    same_type := was.distributioncolumntype = (SELECT atttypid FROM pg_catalog.pg_attribute
                                               WHERE attrelid = table_name AND attnum = number);
    IF colocate_with IS NULL AND same_type AND shard_count IS NULL THEN
        new_group := was.colocationid;
    ELSE
        new_group := pg_catalog.citus_stand_in_group(table_name, number, coalesce(colocate_with, 'default'),
            coalesce(shard_count, was.shardcount));
    END IF;
    -- "foreign key ... will be dropped": those with tables that it is not colocated with any more
    IF NOT coalesce(cascade_to_colocated, false) THEN
        FOR x IN SELECT conrelid::regclass AS t, conname FROM pg_catalog.pg_constraint
            JOIN pg_catalog.pg_dist_partition ON logicalrelid = CASE conrelid WHEN table_name THEN confrelid ELSE conrelid END
            WHERE contype = 'f' AND table_name IN (conrelid, confrelid) AND partmethod = 'h'
        LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', x.t, x.conname);
        END LOOP;
    END IF;
    UPDATE pg_catalog.citus_stand_in SET partkey = number, colocationid = new_group WHERE logicalrelid = table_name;
    IF cascade_to_colocated THEN
        UPDATE pg_catalog.citus_stand_in SET colocationid = new_group WHERE logicalrelid = ANY (others);
    END IF;
    PERFORM pg_catalog.citus_stand_in_check();
END $citus$;

-- What the server's configuration says where there is Citus.
DO $citus$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET citus.shard_count = 32', current_database());
    PERFORM set_config('citus.shard_count', '32', false);
END $citus$;
RESET client_min_messages;
RESET allow_system_table_mods;
