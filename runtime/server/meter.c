#include "meter.h"

#include <stdlib.h>

bool mg_meter_make(struct mg_meter *meter, size_t first, size_t n)
{
    *meter = (struct mg_meter){.first = first, .n = n, .at = calloc(n + 1, sizeof *meter->at)};
    for (size_t i = 0; meter->at && i < n; i++)
        meter->at[i].ms = meter->at[i].rows = -1;
    return meter->at != NULL;
}

void mg_meter_free(struct mg_meter *meter)
{
    free(meter->at);
    *meter = (struct mg_meter){0};
}

void mg_meter_waited(struct mg_meter *meter, size_t i, double ms)
{
    if (!meter->at || i < meter->first || i - meter->first >= meter->n)
        return;
    meter->at[i - meter->first].waits.tries++;
    meter->at[i - meter->first].waits.ms += ms;
}
