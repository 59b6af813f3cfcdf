// Every kernel for one instruction set: TARGET and SET say which, and are used up here.

#define T float
#define TYPE f32
#include "functions-f32.h"
#include "layer-functions-f32.h"
#include "bodies.h"
#include "cross-entropy-bodies.h"
#include "rules.h"
#include "activation-bodies.h"
#include "layer-bodies.h"
#undef T
#undef TYPE
#define T double
#define TYPE f64
#include "functions-f64.h"
#include "layer-functions-f64.h"
#include "bodies.h"
#include "cross-entropy-bodies.h"
#include "rules.h"
#include "activation-bodies.h"
#include "layer-bodies.h"
#undef T
#undef TYPE
#undef SET
#undef TARGET
