#pragma once
#include <modelgen/begin.h>

TABLE(samples) {
    int64_t id PRIMARY_KEY;
    pg_int4multirange a_int4multirange;
    pg_int8multirange a_int8multirange;
    pg_nummultirange a_nummultirange;
    pg_tsmultirange a_tsmultirange;
    pg_tstzmultirange a_tstzmultirange;
    pg_datemultirange a_datemultirange;
};
TABLE(many) {
    int64_t id PRIMARY_KEY;
    pg_int4multirange a_int4multirange ARRAY;
    pg_int8multirange a_int8multirange ARRAY;
    pg_nummultirange a_nummultirange ARRAY;
    pg_tsmultirange a_tsmultirange ARRAY;
    pg_tstzmultirange a_tstzmultirange ARRAY;
    pg_datemultirange a_datemultirange ARRAY;
};

#include <modelgen/end.h>
