#pragma once
#include <modelgen/begin.h>

TABLE(samples) {
    int64_t id PRIMARY_KEY;
    int16_t a_smallint ARRAY;
    short a_short ARRAY;
    int32_t an_integer ARRAY;
    int an_int ARRAY;
    int64_t a_bigint ARRAY;
    long a_long ARRAY;
    long long a_long_long ARRAY;
    float a_real ARRAY;
    double a_double ARRAY;
    bool a_bool ARRAY;
    char *a_text ARRAY;
    const char *a_const_text ARRAY;
    char *a_varchar VARCHAR(10) ARRAY;
    char *a_char CHAR(3) ARRAY;
    pg_numeric a_price NUMERIC(10, 2) ARRAY;
    pg_numeric a_count NUMERIC(5) ARRAY;
    pg_bit a_bit BIT(8) ARRAY;
    pg_varbit a_varbit VARBIT(8) ARRAY;
    pg_varbit any_varbit ARRAY;
    pg_timestamptz a_timestamptz_3 TIMESTAMPTZ(3) ARRAY;
    pg_timestamp a_timestamp_0 TIMESTAMP(0) ARRAY;
    pg_time a_time_3 TIME(3) ARRAY;
    pg_timetz a_timetz_3 TIMETZ(3) ARRAY;
    pg_interval a_day_interval INTERVAL("day to second") ARRAY;
    pg_lsn a_pg_lsn ARRAY;
    char *a_regclass TYPE("regclass") ARRAY;
    char *a_name TYPE("name") ARRAY;
    pg_timestamptz a_timestamptz ARRAY;
    pg_timestamp a_timestamp ARRAY;
    pg_date a_date ARRAY;
    pg_time a_time ARRAY;
    pg_timetz a_timetz ARRAY;
    pg_interval a_interval ARRAY;
    pg_numeric a_numeric ARRAY;
    pg_uuid a_uuid ARRAY;
    pg_json a_json ARRAY;
    pg_jsonb a_jsonb ARRAY;
    pg_bytea a_bytea ARRAY;
    pg_inet a_inet ARRAY;
    pg_cidr a_cidr ARRAY;
    pg_macaddr a_macaddr ARRAY;
    pg_macaddr8 a_macaddr8 ARRAY;
    pg_money a_money ARRAY;
    pg_xml a_xml ARRAY;
    pg_oid a_oid ARRAY;
    pg_point a_point ARRAY;
    pg_line a_line ARRAY;
    pg_lseg a_lseg ARRAY;
    pg_box a_box ARRAY;
    pg_path a_path ARRAY;
    pg_polygon a_polygon ARRAY;
    pg_circle a_circle ARRAY;
    pg_tsvector a_tsvector ARRAY;
    pg_tsquery a_tsquery ARRAY;
    pg_int4range a_int4range ARRAY;
    pg_int8range a_int8range ARRAY;
    pg_numrange a_numrange ARRAY;
    pg_tsrange a_tsrange ARRAY;
    pg_tstzrange a_tstzrange ARRAY;
    pg_daterange a_daterange ARRAY;
    pg_jsonpath a_jsonpath ARRAY;
};

#include <modelgen/end.h>
