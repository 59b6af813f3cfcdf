// Makes every kernel of kernel-list.h six times: two number types by three instruction sets.

#include "CPisteKernels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

// Contraction would make the results depend on whether the instruction set has FMA.
#pragma STDC FP_CONTRACT OFF

#define JOIN3(a, b, c) a##_##b##_##c
#define JOIN(a, b, c) JOIN3(a, b, c)
#define FN(name) JOIN(name, TYPE, SET)

#define TARGET
#define SET portable
#include "both-types.h"

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx2,fma")))
#define SET avx2
#include "both-types.h"

#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define SET avx512
#include "both-types.h"

int32_t piste_best_instruction_set(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return PISTE_PORTABLE;
  return __builtin_cpu_supports("avx512f") ? PISTE_AVX512 : PISTE_AVX2;
}

#define PISTE_KERNEL(result, name, parameters, arguments)                    \
  result PISTE_NAME(name)(int32_t instruction_set, parameters) {             \
    switch (instruction_set) {                                               \
      case PISTE_AVX512: return JOIN(name, TYPE, avx512)(arguments);         \
      case PISTE_AVX2: return JOIN(name, TYPE, avx2)(arguments);             \
      default: return JOIN(name, TYPE, portable)(arguments);                 \
    }                                                                        \
  }

#else

int32_t piste_best_instruction_set(void) { return PISTE_PORTABLE; }

#define PISTE_KERNEL(result, name, parameters, arguments)                    \
  result PISTE_NAME(name)(int32_t instruction_set, parameters) {             \
    (void)instruction_set;                                                   \
    return JOIN(name, TYPE, portable)(arguments);                            \
  }

#endif

#define T float
#define TYPE f32
#define PISTE_NAME(name) piste_##name##_f32
#include "kernel-list.h"
#undef PISTE_NAME
#undef TYPE
#undef T

#define T double
#define TYPE f64
#define PISTE_NAME(name) piste_##name##_f64
#include "kernel-list.h"
#undef PISTE_NAME
#undef TYPE
#undef T
