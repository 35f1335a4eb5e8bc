/* The queries of views. */
#include <string.h>

#include "kinds/view.h"
#include "model/sql.h"

const char *view_query_pulled(struct arena *arena, const char *text, struct strings *columns)
{
    const char *query = strchr(text, '\2');

    if (!query)
        BUG("a view without its columns");
    while (text < query) {
        size_t n = strcspn(text, "\1");

        strings_add(arena, columns, arena_strndup(arena, text, n));
        text += n + 1;
    }
    return sql_tidy_statement(arena, query + 1);
}
