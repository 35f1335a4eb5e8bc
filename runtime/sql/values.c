/* Numbers as values of statements (modelgen/migration.h): text in the caller's memory. */
#include <stdio.h>

#include "operation.h"

const char *mg_value_integer(char *to, long long value)
{
    snprintf(to, 24, "%lld", value);
    return to;
}

const char *mg_value_real(char *to, double value)
{
    snprintf(to, 32, "%.17g", value);
    return to;
}
