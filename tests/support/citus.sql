-- On top of templates/citus.sql, the stand-in for Citus: what it refuses of statements that change
-- distributed tables (ErrorIfUnsupportedAlterTableStmt in src/backend/distributed/commands/table.c
-- of citusdata/citus, its issues 1721 and 4774), whoever runs them. Nothing but tests has this.
SET allow_system_table_mods = on;
CREATE FUNCTION pg_catalog.citus_stand_in_refuse() RETURNS event_trigger LANGUAGE plpgsql AS $citus$
DECLARE
    x record;
    statement text = current_query();
BEGIN
    FOR x IN SELECT objid::regclass AS t, command_tag FROM pg_event_trigger_ddl_commands()
        JOIN pg_catalog.pg_dist_partition ON logicalrelid = objid AND classid = 'pg_class'::regclass
    LOOP
        IF statement ~* '\mUSING INDEX\M' THEN
            RAISE 'index does not belong to table "%_102137"', x.t; -- what a shard says
        ELSIF statement ~* '^\s*ALTER TABLE.*\mADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN)\M.*,\s*(ADD|DROP|ALTER|VALIDATE)\M'
            OR statement ~* '^\s*ALTER TABLE.*,\s*ADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY|FOREIGN)\M' THEN
            RAISE 'cannot execute ADD CONSTRAINT command with other subcommands'
                USING HINT = 'You can issue each subcommand separately';
        ELSIF statement ~* '^\s*ALTER TABLE.*\m(CLUSTER ON|INHERIT|OF|SET TABLESPACE|ADD GENERATED|DROP IDENTITY|DROP EXPRESSION|ALTER CONSTRAINT)\M' THEN
            RAISE feature_not_supported USING MESSAGE = 'alter table command is currently unsupported';
        END IF;
    END LOOP;
    PERFORM pg_catalog.citus_stand_in_check();
END $citus$;
CREATE EVENT TRIGGER citus_stand_in ON ddl_command_end EXECUTE FUNCTION pg_catalog.citus_stand_in_refuse();
RESET allow_system_table_mods;
