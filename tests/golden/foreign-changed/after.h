#pragma once
#include <modelgen/begin.h>

EXTENSION(postgres_fdw);
EXTENSION(file_fdw);
/** Where films are. */
FOREIGN_SERVER(films, postgres_fdw, VERSION("16"), OPTIONS(host = "films.example", dbname = 'movies', fetch_size = '1000'));
FOREIGN_SERVER(mirror, postgres_fdw, TYPE("it's"), OPTIONS(host = 'mirror.example'));
USER_MAPPING(films, public, OPTIONS(user = 'writer', password_required = 'false'));
USER_MAPPING(mirror, postgres);
/** Every film. */
TABLE(titles, SERVER(films), OPTIONS(table_name = 'titles', fetch_size = '50')) {
    int64_t id   NOT_NULL OPTIONS(column_name = 'id');
    char   *name VARCHAR(100) CHECK("name <> ''");
    int32_t year OPTIONS(column_name = 'released') NOT_NULL;
};
/** Elsewhere. */
TABLE(seats, SERVER(mirror)) { int64_t id; };
FOREIGN_DATA_WRAPPER(dummy, OPTIONS(debug = 'true'));

#include <modelgen/end.h>
