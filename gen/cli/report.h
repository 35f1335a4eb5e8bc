/* Diagnostics for machines. */
#ifndef MODELGEN_CLI_REPORT_H
#define MODELGEN_CLI_REPORT_H

#include <stdio.h>

#include "base/diag.h"

/* All of them as one JSON object on one line: {"diagnostics":[{"code":...},...]}. */
void report_json(const struct diags *diags, FILE *to);

#endif
