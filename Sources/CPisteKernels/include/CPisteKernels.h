// The few loops that Swift cannot compile for one CPU and choose at run time.
//
// Every kernel exists for Float32 (`_f32`) and Float64 (`_f64`), and for each of them three times
// from one body: portable, for AVX2 with FMA, and for AVX-512F. The first argument says which of
// the three is meant, so that a test can hold them against each other. No body contracts a
// product and a sum by itself, and every sum has a fixed order, so all three give the same bits.
#ifndef CPISTEKERNELS_H
#define CPISTEKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "rule-names.h"

// Instruction sets, each including those below it.
#define PISTE_PORTABLE 0
#define PISTE_AVX2 1
#define PISTE_AVX512 2

// The activations of bias_activation and activation_backward, and what their parameter is.
#define PISTE_LEAKY_RELU 0  // the slope below 0
#define PISTE_ELU 1         // α
#define PISTE_SELU 2        // nothing, as for those that follow
#define PISTE_GELU 3
#define PISTE_GELU_TANH 4
#define PISTE_SILU 5
#define PISTE_SOFTPLUS 6

// The best instruction set of the CPU this runs on.
int32_t piste_best_instruction_set(void);

#define PISTE_PARAMETERS(...) __VA_ARGS__
#define PISTE_ARGUMENTS(...) __VA_ARGS__
#define PISTE_KERNEL(result, name, parameters, arguments) \
  result PISTE_NAME(name)(int32_t instruction_set, parameters);

#define T float
#define PISTE_NAME(name) piste_##name##_f32
#include "kernel-list.h"
#undef PISTE_NAME
#undef T

#define T double
#define PISTE_NAME(name) piste_##name##_f64
#include "kernel-list.h"
#undef PISTE_NAME
#undef T

#undef PISTE_KERNEL

#endif
