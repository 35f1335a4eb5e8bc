#pragma once
#include <modelgen/begin.h>
ENUM(state) { STATE_A = 1 LABEL("a"), STATE_B };
#include <modelgen/end.h>
