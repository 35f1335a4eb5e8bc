/*
 * change
 *
 * Revision:  002  ea547d8ff22e
 * Revises:   001  9a5183f2a886
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "titles", "titles_name_check");
    drop_column(m, "titles", "old");
    drop_foreign_table(m, "lines");
    drop_server(m, "files");
    create_foreign_data_wrapper(m, "dummy", FDW_OPTIONS("debug=true"));

    alter_server(m, "films", VERSION("16"), DROP_FDW_OPTIONS("port"), FDW_OPTIONS("dbname=movies"),
        ADD_FDW_OPTIONS("fetch_size=1000"));
    comment(m, ON_SERVER("films"), "Where films are.");

    create_server(m, "mirror", "postgres_fdw", TYPE("it's"), FDW_OPTIONS("host=mirror.example"));
    create_user_mapping(m, "mirror", "postgres");

    alter_user_mapping(m, "films", "public", FDW_OPTIONS("user=writer"),
        ADD_FDW_OPTIONS("password_required=false"));

    create_foreign_table(m, "seats",
        COLUMN("id", "bigint"),
        OPTIONS(SERVER("mirror"), COMMENT("Elsewhere.")));

    alter_table(m, "titles", DROP_FDW_OPTIONS("schema_name"), FDW_OPTIONS("table_name=titles"),
        ADD_FDW_OPTIONS("fetch_size=50"));
    comment(m, ON_FOREIGN_TABLE("titles"), "Every film.");
    alter_column(m, "titles", "id", FDW_OPTIONS("column_name=id"));
    alter_column(m, "titles", "name", TYPE("varchar(100)"), NO_DEFAULT);
    add_column(m, "titles",
        COLUMN("year", "integer", NOT_NULL, FDW_OPTIONS("column_name=released")));
    add_constraint(m, "titles", CHECK("name <> ''"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "titles", "titles_name_check");
    drop_column(m, "titles", "year");
    drop_foreign_table(m, "seats");
    drop_user_mapping(m, "mirror", "postgres");
    drop_server(m, "mirror");
    drop_foreign_data_wrapper(m, "dummy");
    create_server(m, "files", "file_fdw");

    alter_server(m, "films", VERSION("15"), DROP_FDW_OPTIONS("fetch_size"),
        FDW_OPTIONS("dbname=films"), ADD_FDW_OPTIONS("port=5432"));
    comment(m, ON_SERVER("films"), NO_COMMENT);
    alter_user_mapping(m, "films", "public", DROP_FDW_OPTIONS("password_required"),
        FDW_OPTIONS("user=reader"));

    create_foreign_table(m, "lines",
        COLUMN("line", "text"),
        OPTIONS(SERVER("files"), FDW_OPTIONS("filename=/tmp/lines.csv", "format=csv")));

    alter_table(m, "titles", DROP_FDW_OPTIONS("fetch_size"), FDW_OPTIONS("table_name=title"),
        ADD_FDW_OPTIONS("schema_name=public"));
    comment(m, ON_FOREIGN_TABLE("titles"), NO_COMMENT);
    alter_column(m, "titles", "id", FDW_OPTIONS("column_name=title_id"));
    alter_column(m, "titles", "name", TYPE("text"), DEFAULT("'?'"));
    add_column(m, "titles", COLUMN("old", "text"));
    add_constraint(m, "titles", CHECK("name <> ''"));
}

MIGRATION(.number = 2, .revision = "ea547d8ff22e", .down_revision = "9a5183f2a886", .name = "change");
