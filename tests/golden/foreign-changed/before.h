#pragma once
#include <modelgen/begin.h>

EXTENSION(postgres_fdw);
EXTENSION(file_fdw);
FOREIGN_SERVER(films, postgres_fdw, VERSION("15"), OPTIONS(host = "films.example", dbname = 'films', port = '5432'));
FOREIGN_SERVER(files, file_fdw);
USER_MAPPING(films, public, OPTIONS(user = 'reader'));
TABLE(titles, SERVER(films), OPTIONS(schema_name = 'public', table_name = 'title')) {
    int64_t id   NOT_NULL OPTIONS(column_name = 'title_id');
    char   *name DEFAULT('?') CHECK("name <> ''");
    char   *old;
};
TABLE(lines, SERVER(files), OPTIONS(filename = '/tmp/lines.csv', format = 'csv')) { char *line; };

#include <modelgen/end.h>
