/* Numbers as values of statements (modelgen/migration.h): text in the caller's memory. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>

#include "operation.h"

const char *mg_value_integer(char *to, long long value)
{
    snprintf(to, 24, "%lld", value);
    return to;
}

/* No digits more than tell it from others: numeric would take them for what was meant. */
const char *mg_value_real(char *to, double value)
{
    int digits = DBL_DIG;
    do
        snprintf(to, 32, "%.*g", digits, value);
    while (digits++ < DBL_DECIMAL_DIG && strtod(to, NULL) != value);
    return to;
}
