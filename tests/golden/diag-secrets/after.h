#pragma once
#include <modelgen/begin.h>

EXTENSION(postgres_fdw);
FOREIGN_SERVER(films, postgres_fdw, OPTIONS(host = "films.example"));
USER_MAPPING(films, public, OPTIONS(user = 'reader', password = 'hunter2'));
USER_MAPPING(films, app, OPTIONS(sslpassword = 'x', password_required = 'false'));

#include <modelgen/end.h>
