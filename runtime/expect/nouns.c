#include "nouns.h"

#include <ctype.h>
#include <string.h>

#include "../sql/sql.h"

static const struct mg_noun nouns[] = {
    {"table", MG_THING_RELATION},
    {"foreign_table", MG_THING_RELATION},
    {"view", MG_THING_RELATION},
    {"materialized_view", MG_THING_RELATION},
    {"sequence", MG_THING_RELATION},
    {"index", MG_THING_RELATION},
    {"enum", MG_THING_TYPE},
    {"enum_value", MG_THING_TYPE, .inside = true},
    {"type", MG_THING_TYPE},
    {"shell_type", MG_THING_TYPE},
    {"base_type", MG_THING_TYPE},
    {"domain", MG_THING_TYPE},
    {"domain_constraint", MG_THING_TYPE, .inside = true},
    {"composite", MG_THING_TYPE},
    {"attribute", MG_THING_TYPE, .inside = true},
    {"range", MG_THING_TYPE},
    {"schema", MG_THING_SCHEMA},
    {"function", MG_THING_FUNCTION},
    {"procedure", MG_THING_FUNCTION},
    {"aggregate", MG_THING_FUNCTION},
    {"collation", MG_THING_COLLATION},
    {"cast", MG_THING_CAST},
    {"operator", MG_THING_OPERATOR},
    {"operator_family", MG_THING_OPERATOR_FAMILY},
    {"operator_class", MG_THING_OPERATOR_CLASS},
    {"conversion", MG_THING_CONVERSION},
    {"text_search_configuration", MG_THING_CONFIGURATION},
    {"text_search_dictionary", MG_THING_DICTIONARY},
    {"text_search_parser", MG_THING_PARSER},
    {"text_search_template", MG_THING_TEMPLATE},
    {"statistics", MG_THING_STATISTICS},
    {"foreign_data_wrapper", MG_THING_WRAPPER},
    {"server", MG_THING_SERVER},
    {"event_trigger", MG_THING_EVENT_TRIGGER},
    {"extension", MG_THING_EXTENSION},
    {"publication", MG_THING_PUBLICATION},
    {"user_mapping", MG_THING_MAPPING},
    {"column", MG_THING_COLUMN},
    {"constraint", MG_THING_CONSTRAINT},
    {"trigger", MG_THING_TRIGGER},
    {"policy", MG_THING_POLICY},
    {"rule", MG_THING_RULE},
    {"partition", MG_THING_PARTITION},
    {"inheritance", MG_THING_PARTITION},
    {"publication_table", MG_THING_PUBLISHED},
};

const struct mg_noun *mg_noun_find(const char *noun)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (strcmp(noun, nouns[i].noun) == 0)
            return &nouns[i];
    return NULL;
}

const struct mg_noun *mg_noun_of_operation(const char *operation)
{
    const char *noun = strchr(operation, '_');
    noun = noun ? noun + 1 : "";
    return mg_noun_find(strcmp(noun, "distributed_table") == 0 ? "table" : noun);
}

const struct mg_noun *mg_noun_of_object(const char *object)
{
    char noun[40];
    size_t n = 0;
    for (; object[n] && n + 1 < sizeof noun; n++)
        noun[n] = (char)(object[n] == ' ' ? '_' : tolower((unsigned char)object[n]));
    noun[n] = '\0';
    return mg_noun_find(noun);
}

bool mg_has_verb(const char *operation, const char *verb)
{
    size_t n = strlen(verb);
    return strncmp(operation, verb, n) == 0 && operation[n] == '_';
}

size_t mg_positions(const struct mg_operation *operation, const void *args, const char **texts,
                    size_t most)
{
    size_t n = 0;
    for (const struct mg_word *w = operation->words; w && w->spelling != MG_END && n < most; w++)
        if (w->spelling == MG_POSITION)
            texts[n++] = *(const char *const *)((const char *)args + w->offset);
    return n;
}

bool mg_text_mentions(const char *text, const char *name)
{
    const char *last = text && name ? mg_sql_last_part(name) : NULL;
    size_t n = last ? strlen(last) : 0;
    for (const char *p = n ? text : NULL; p && (p = strcasestr(p, last)); p += n)
        if (!strchr("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                    p[n] ? p[n] : ' '))
            return true;
    return false;
}
