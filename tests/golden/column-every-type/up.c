/*
 * change
 *
 * Revision:  001  a2371d58f2d1
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "samples",
        COLUMN("id",              "bigint",                 NOT_NULL),
        COLUMN("a_smallint",      "smallint"),
        COLUMN("a_short",         "smallint"),
        COLUMN("an_integer",      "integer"),
        COLUMN("an_int",          "integer"),
        COLUMN("a_bigint",        "bigint"),
        COLUMN("a_long",          "bigint"),
        COLUMN("a_long_long",     "bigint"),
        COLUMN("a_real",          "real"),
        COLUMN("a_double",        "double precision"),
        COLUMN("a_bool",          "boolean"),
        COLUMN("a_text",          "text"),
        COLUMN("a_const_text",    "text"),
        COLUMN("a_varchar",       "varchar(10)"),
        COLUMN("a_char",          "char(3)"),
        COLUMN("a_price",         "numeric(10,2)"),
        COLUMN("a_count",         "numeric(5)"),
        COLUMN("a_bit",           "bit(8)"),
        COLUMN("a_varbit",        "varbit(8)"),
        COLUMN("any_varbit",      "varbit"),
        COLUMN("a_timestamptz_3", "timestamptz(3)"),
        COLUMN("a_timestamp_0",   "timestamp(0)"),
        COLUMN("a_time_3",        "time(3)"),
        COLUMN("a_timetz_3",      "timetz(3)"),
        COLUMN("a_day_interval",  "interval day to second"),
        COLUMN("a_pg_lsn",        "pg_lsn"),
        COLUMN("a_regclass",      "regclass"),
        COLUMN("a_name",          "name"),
        COLUMN("a_timestamptz",   "timestamptz"),
        COLUMN("a_timestamp",     "timestamp"),
        COLUMN("a_date",          "date"),
        COLUMN("a_time",          "time"),
        COLUMN("a_timetz",        "timetz"),
        COLUMN("a_interval",      "interval"),
        COLUMN("a_numeric",       "numeric"),
        COLUMN("a_uuid",          "uuid"),
        COLUMN("a_json",          "json"),
        COLUMN("a_jsonb",         "jsonb"),
        COLUMN("a_bytea",         "bytea"),
        COLUMN("a_inet",          "inet"),
        COLUMN("a_cidr",          "cidr"),
        COLUMN("a_macaddr",       "macaddr"),
        COLUMN("a_macaddr8",      "macaddr8"),
        COLUMN("a_money",         "money"),
        COLUMN("a_xml",           "xml"),
        COLUMN("a_oid",           "oid"),
        COLUMN("a_point",         "point"),
        COLUMN("a_line",          "line"),
        COLUMN("a_lseg",          "lseg"),
        COLUMN("a_box",           "box"),
        COLUMN("a_path",          "path"),
        COLUMN("a_polygon",       "polygon"),
        COLUMN("a_circle",        "circle"),
        COLUMN("a_tsvector",      "tsvector"),
        COLUMN("a_tsquery",       "tsquery"),
        COLUMN("a_int4range",     "int4range"),
        COLUMN("a_int8range",     "int8range"),
        COLUMN("a_numrange",      "numrange"),
        COLUMN("a_tsrange",       "tsrange"),
        COLUMN("a_tstzrange",     "tstzrange"),
        COLUMN("a_daterange",     "daterange"),
        COLUMN("a_jsonpath",      "jsonpath"),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "samples");
}

MIGRATION(.number = 1, .revision = "a2371d58f2d1", .name = "change");
