#pragma once
#include <modelgen/end.h>
