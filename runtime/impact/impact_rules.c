#include "impact_rules.h"

// clang-format off
#define NONE MG_LOCK_NONE
#define AS   MG_LOCK_ACCESS_SHARE
#define RE   MG_LOCK_ROW_EXCLUSIVE
#define SUE  MG_LOCK_SHARE_UPDATE_EXCLUSIVE
#define S    MG_LOCK_SHARE
#define SRE  MG_LOCK_SHARE_ROW_EXCLUSIVE
#define E    MG_LOCK_EXCLUSIVE
#define AE   MG_LOCK_ACCESS_EXCLUSIVE

#define REWRITE (MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS)
#define BUILD   (MG_EFFECT_BUILDS | MG_EFFECT_SCANS)
#define SCAN    MG_EFFECT_SCANS
#define LOSES   MG_EFFECT_LOSES
#define WIDENS  MG_EFFECT_WIDENS
#define STOPS   MG_EFFECT_STOPS

/*    pattern                                                   on    below other effects  question */
const struct mg_rule mg_statement_rules[] = {
    {"CREATE [UNIQUE] INDEX CONCURRENTLY ... ON [ONLY] @",      SUE,  NONE, NONE, SCAN,    0, 0},
    {"CREATE [UNIQUE] INDEX ... ON ONLY @",                     S,    NONE, NONE, 0,       0, 0},
    {"CREATE [UNIQUE] INDEX ... ON @",                          S,    S,    NONE, BUILD,   0, 0},
    {"DROP INDEX CONCURRENTLY [IF EXISTS] @,",                  SUE,  NONE, NONE, 0,       0, 0},
    {"DROP INDEX [IF EXISTS] @,",                               AE,   NONE, NONE, 0,       0, 0},
    {"ALTER INDEX [IF EXISTS] @ SET TABLESPACE",                NONE, NONE, NONE, STOPS | MG_EFFECT_BUILDS, 0, 0},
    {"ALTER INDEX [IF EXISTS] @ ATTACH PARTITION &",            AS,   NONE, AS,   STOPS,   0, STOPS},
    {"ALTER INDEX",                                             NONE, NONE, NONE, 0,       0, 0},
    {"REINDEX [( ... )] INDEX|TABLE CONCURRENTLY @",            SUE,  NONE, NONE, SCAN,    0, 0},
    {"REINDEX [( ... )] INDEX|TABLE @",                         S,    NONE, NONE, BUILD | STOPS, 0, 0},

    {"CREATE [OR REPLACE] [CONSTRAINT] TRIGGER ... ON @",       SRE,  SRE,  NONE, 0,       0, 0},
    {"DROP TRIGGER ... ON @",                                   AE,   AE,   NONE, 0,       0, 0},
    {"ALTER TRIGGER # ON @ [NO] DEPENDS",                       AS,   NONE, NONE, 0,       0, 0},
    {"ALTER TRIGGER # ON @",                                    AE,   AE,   NONE, 0,       0, 0},
    {"CREATE [OR REPLACE] RULE ... TO @",                       AE,   NONE, NONE, 0,       0, 0},
    {"ALTER RULE # ON @",                                       AE,   NONE, NONE, 0,       0, 0},
    {"DROP RULE ... ON @",                                      AE,   NONE, NONE, 0,       0, 0},
    {"DROP POLICY ... ON @",                                    AE,   NONE, NONE, WIDENS,  0, 0},
    {"CREATE|ALTER POLICY # ON @",                              AE,   NONE, NONE, 0,       0, 0},

    {"DROP TABLE [IF EXISTS] @,",                               AE,   AE,   NONE, LOSES,   MG_ASK_DROP_TABLE, 0},
    {"DROP VIEW|SEQUENCE [IF EXISTS] @,",                       AE,   NONE, NONE, 0,       0, 0},
    {"DROP MATERIALIZED|FOREIGN VIEW|TABLE [IF EXISTS] @,",     AE,   NONE, NONE, 0,       0, 0},
    {"DROP SCHEMA [IF EXISTS] @, CASCADE",                      NONE, NONE, NONE, LOSES,   MG_ASK_SCHEMA, 0},
    {"TRUNCATE [TABLE] @,",                                     AE,   AE,   NONE, LOSES,   0, 0},
    {"LOCK [TABLE] @, IN ACCESS SHARE",                         AS,   AS,   NONE, 0,       0, 0},
    {"LOCK [TABLE] @, IN ROW SHARE",                            MG_LOCK_ROW_SHARE, MG_LOCK_ROW_SHARE, NONE, 0, 0, 0},
    {"LOCK [TABLE] @, IN ROW EXCLUSIVE",                        RE,   RE,   NONE, 0,       0, 0},
    {"LOCK [TABLE] @, IN SHARE UPDATE",                         SUE,  SUE,  NONE, 0,       0, 0},
    {"LOCK [TABLE] @, IN SHARE ROW",                            SRE,  SRE,  NONE, 0,       0, 0},
    {"LOCK [TABLE] @, IN SHARE",                                S,    S,    NONE, 0,       0, 0},
    {"LOCK [TABLE] @, IN EXCLUSIVE",                            E,    E,    NONE, 0,       0, 0},
    {"LOCK [TABLE] @,",                                         AE,   AE,   NONE, 0,       0, 0},

    {"CREATE ... TABLE [IF NOT EXISTS] # PARTITION OF &",       NONE, NONE, AE,   0,       MG_ASK_PARTITION, 0},
    {"COMMENT ON TABLE|VIEW @",                                 SUE,  NONE, NONE, 0,       0, 0},
    {"COMMENT ON COLUMN %",                                     SUE,  NONE, NONE, 0,       0, 0},
    {"COMMENT ON MATERIALIZED|FOREIGN VIEW|TABLE @",            SUE,  NONE, NONE, 0,       0, 0},
    {"COMMENT ON CONSTRAINT|TRIGGER|POLICY|RULE # ON @",        AS,   NONE, NONE, 0,       0, 0},
    {"CREATE STATISTICS ... FROM @",                            SUE,  NONE, NONE, 0,       0, 0},
    {"CREATE OR REPLACE ... VIEW @",                            AE,   NONE, NONE, 0,       0, 0},
    {"REFRESH MATERIALIZED VIEW CONCURRENTLY @",                E,    NONE, NONE, SCAN,    0, 0},
    {"REFRESH MATERIALIZED VIEW @",                             AE,   NONE, NONE, REWRITE, 0, 0},
    {"ALTER MATERIALIZED VIEW [IF EXISTS] @ SET|RESET (",       SUE,  NONE, NONE, 0,       0, 0},
    {"ALTER MATERIALIZED VIEW [IF EXISTS] @ CLUSTER",           SUE,  NONE, NONE, 0,       0, 0},
    {"ALTER MATERIALIZED VIEW [IF EXISTS] @ SET ACCESS|TABLESPACE", AE, NONE, NONE, REWRITE, 0, 0},
    {"ALTER MATERIALIZED VIEW [IF EXISTS] @",                   AE,   NONE, NONE, 0,       0, 0},
    {"ALTER VIEW [IF EXISTS] @",                                AE,   NONE, NONE, 0,       0, 0},
    {"ALTER SEQUENCE [IF EXISTS] @ RENAME|OWNER TO",            AE,   NONE, NONE, 0,       0, 0},
    {"ALTER SEQUENCE [IF EXISTS] @ SET SCHEMA|LOGGED|UNLOGGED", AE,   NONE, NONE, 0,       0, 0},
    {"ALTER SEQUENCE [IF EXISTS] @",                            SRE,  NONE, NONE, 0,       0, 0},
    {"CLUSTER [( ... )] [VERBOSE] @",                           AE,   NONE, NONE, REWRITE, 0, 0},
    {"VACUUM FULL [FREEZE] [VERBOSE] [ANALYZE] @",              AE,   NONE, NONE, REWRITE, 0, 0},
    {"VACUUM ( FULL ... ) @",                                   AE,   NONE, NONE, REWRITE, 0, 0},
    {"VACUUM|ANALYZE [( ... )] [VERBOSE] [ANALYZE] @",          SUE,  NONE, NONE, SCAN,    0, 0},

    {"CREATE PUBLICATION # FOR TABLE @,",                       SUE,  NONE, NONE, 0,       0, 0},
    {"ALTER PUBLICATION # ADD|SET|DROP TABLE @,",               SUE,  NONE, NONE, 0,       0, 0},
    {"ALTER DOMAIN # ADD ... NOT VALID",                        NONE, NONE, NONE, 0,       0, 0},
    {"ALTER DOMAIN @ ADD|VALIDATE",                             NONE, NONE, NONE, 0,       MG_ASK_DOMAIN, 0},
    {"ALTER DOMAIN @ SET NOT NULL",                             NONE, NONE, NONE, 0,       MG_ASK_DOMAIN, 0},
    {"ALTER TYPE|DOMAIN @",                                     NONE, NONE, NONE, 0,       MG_ASK_TYPE_USERS, 0},

    {"GRANT ... ON ALL TABLES|SEQUENCES IN SCHEMA @, TO ... PUBLIC", NONE, NONE, NONE, WIDENS, MG_ASK_SCHEMA, 0},
    {"GRANT ... ON SCHEMA @, TO ... PUBLIC",                    NONE, NONE, NONE, WIDENS,  MG_ASK_SCHEMA, 0},
    {"GRANT ... ON [TABLE] [SEQUENCE] @, TO ... PUBLIC",            NONE, NONE, NONE, WIDENS,  0, 0},
    {"SELECT [pg_catalog .] create_distributed_table_concurrently ( ~", SUE, SUE, NONE, SCAN, 0, 0},
    {"SELECT [pg_catalog .] create_distributed_table|create_reference_table ( ~", E, E, NONE, REWRITE, 0, 0},
    {"SELECT [pg_catalog .] undistribute_table|alter_distributed_table ( ~", AE, AE, NONE, REWRITE, 0, 0},
    {"UPDATE [ONLY] @",                                         RE,   RE,   NONE, 0,       0, 0},
    {"DELETE FROM [ONLY] @",                                    RE,   RE,   NONE, 0,       0, 0},
    {"INSERT|MERGE INTO [ONLY] @",                              RE,   NONE, NONE, 0,       0, 0},
    {NULL, 0, 0, 0, 0, 0, 0},
};

const struct mg_rule mg_action_rules[] = {
    {"ADD [CONSTRAINT #] CHECK ... NOT VALID|ENFORCED",         AE,   AE,   NONE, 0,       0, 0},
    {"ADD [CONSTRAINT #] CHECK",                                AE,   AE,   NONE, SCAN,    0, 0},
    {"ADD [CONSTRAINT #] FOREIGN KEY ... REFERENCES & ... NOT VALID|ENFORCED", SRE, SRE, SRE, 0, 0, 0},
    {"ADD [CONSTRAINT $] FOREIGN KEY ... REFERENCES &",         SRE,  SRE,  SRE,  SCAN,    MG_ASK_FOREIGN_KEY, SCAN},
    {"ADD [CONSTRAINT #] PRIMARY KEY USING INDEX $",            AE,   NONE, NONE, 0,       MG_ASK_PRIMARY_KEY, 0},
    {"ADD [CONSTRAINT #] UNIQUE USING INDEX",                   AE,   NONE, NONE, 0,       0, 0},
    {"ADD [CONSTRAINT #] PRIMARY KEY",                          AE,   AE,   NONE, BUILD,   0, 0},
    {"ADD [CONSTRAINT #] UNIQUE",                               AE,   S,    NONE, BUILD,   0, 0},
    {"ADD [CONSTRAINT #] EXCLUDE USING|(",                      AE,   S,    NONE, BUILD,   0, 0},
    {"ADD [CONSTRAINT #] NOT NULL # ... NOT VALID",             AE,   AE,   NONE, 0,       0, 0},
    {"ADD [CONSTRAINT #] NOT NULL $",                           AE,   AE,   NONE, 0,       MG_ASK_NOT_NULL, 0},
    {"ADD",                                                     AE,   AE,   NONE, 0,       MG_ASK_ADD_COLUMN, 0},
    {"DROP CONSTRAINT [IF EXISTS] $",                           AE,   AE,   NONE, 0,       MG_ASK_CONSTRAINT, 0},
    {"DROP [COLUMN] [IF EXISTS] $",                             AE,   AE,   NONE, 0,       MG_ASK_DROP_COLUMN, 0},
    {"VALIDATE CONSTRAINT [$]",                                 SUE,  SUE,  NONE, SCAN,    MG_ASK_VALIDATE, 0},
    {"RENAME TO",                                               AE,   NONE, NONE, 0,       0, 0},
    {"RENAME",                                                  AE,   AE,   NONE, 0,       0, 0},
    {"SET TABLESPACE",                                          AE,   NONE, NONE, MG_EFFECT_REWRITES, 0, 0},
    {"SET LOGGED|UNLOGGED",                                     AE,   NONE, NONE, REWRITE, 0, 0},
    {"SET ACCESS METHOD heap|DEFAULT",                          AE,   NONE, NONE, 0,       0, 0},
    {"SET ACCESS METHOD",                                       AE,   NONE, NONE, REWRITE, 0, 0},
    {"SET WITHOUT CLUSTER",                                     SUE,  NONE, NONE, 0,       0, 0},
    {"CLUSTER ON",                                              SUE,  NONE, NONE, 0,       0, 0},
    {"SET|RESET ( user_catalog_table",                          AE,   NONE, NONE, 0,       0, 0},
    {"SET|RESET (",                                             SUE,  NONE, NONE, 0,       0, 0},
    {"SET SCHEMA",                                              AE,   NONE, NONE, 0,       0, 0},
    {"INHERIT &",                                               AE,   NONE, SUE,  0,       0, 0},
    {"NO INHERIT &",                                            AE,   NONE, AS,   0,       0, 0},
    {"DISABLE ROW",                                             AE,   NONE, NONE, WIDENS,  0, 0},
    {"NO FORCE ROW",                                            AE,   NONE, NONE, WIDENS,  0, 0},
    {"ENABLE|DISABLE [ALWAYS] [REPLICA] TRIGGER",               SRE,  SRE,  NONE, 0,       0, 0},
    {"ALTER CONSTRAINT $ [DEFERRABLE] ENFORCED",                AE,   AE,   NONE, SCAN,    MG_ASK_ENFORCE, 0},
    {"ALTER CONSTRAINT $ [DEFERRABLE] NOT ENFORCED",            AE,   AE,   NONE, 0,       MG_ASK_CONSTRAINT, 0},
    {"ALTER CONSTRAINT # INHERIT",                              AE,   AE,   NONE, 0,       MG_ASK_INHERIT, 0},
    {"ALTER [COLUMN] $ [SET DATA] TYPE",                        AE,   AE,   NONE, 0,       MG_ASK_TYPE, 0},
    {"ALTER [COLUMN] # SET STATISTICS",                         SUE,  SUE,  NONE, 0,       0, 0},
    {"ALTER [COLUMN] # SET|RESET (",                            SUE,  SUE,  NONE, 0,       0, 0},
    {"ALTER [COLUMN] $ SET NOT NULL",                           AE,   AE,   NONE, 0,       MG_ASK_NOT_NULL, 0},
    {"ALTER [COLUMN] $ SET EXPRESSION",                         AE,   AE,   NONE, 0,       MG_ASK_STORED, 0},
    {"ALTER",                                                   AE,   AE,   NONE, 0,       0, 0},
    {"ATTACH PARTITION & FOR|DEFAULT",                          SUE,  NONE, AE,   0,       MG_ASK_ATTACH, 0},
    {"DETACH PARTITION & CONCURRENTLY|FINALIZE",                SUE,  NONE, AE,   0,       0, 0},
    {"DETACH PARTITION &",                                      AE,   NONE, AE,   0,       0, 0},
    {"",                                                        AE,   NONE, NONE, 0,       0, 0},
    {NULL, 0, 0, 0, 0, 0, 0},
};

const struct mg_rule mg_clause_rules[] = {
    {"REFERENCES &",                                            NONE, NONE, SRE,  0,       0, 0},
    {"INHERITS ( @, )",                                         SUE,  NONE, NONE, 0,       0, 0},
    {"LIKE &",                                                  NONE, NONE, AS,   0,       0, 0},
    {NULL, 0, 0, 0, 0, 0, 0},
};
// clang-format on
