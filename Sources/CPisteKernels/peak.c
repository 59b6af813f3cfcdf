// Chains of multiply-adds that depend on nothing but themselves.
//
// A fused multiply-add takes four or five cycles and two start in each, so ten chains keep both
// units busy; AVX2 has room for twelve beside the two constants. The values stay near 1, far from
// what is slow on some CPUs.

#include "peak.h"

#include "CPisteKernels.h"

static const float shrink = 0.999f;
static const float lift = 0.001f;

#define LANES 4
#define CHAINS 12
typedef float Four __attribute__((vector_size(16)));

static float run_portable(int64_t rounds) {
  Four chains[CHAINS];
  for (int c = 0; c < CHAINS; c++) chains[c] = (Four){1, 1, 1, 1} + (float)c * 0.01f;
  for (int64_t round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
    for (int c = 0; c < CHAINS; c++) chains[c] = chains[c] * shrink + lift;
  }
  Four sum = {0};
  for (int c = 0; c < CHAINS; c++) sum += chains[c];
  return sum[0] + sum[1] + sum[2] + sum[3];
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE_CHAINS 24

__attribute__((target("avx2,fma"))) static float run_avx2(int64_t rounds) {
  __m256 chains[CHAINS];
  __m256 a = _mm256_set1_ps(shrink), b = _mm256_set1_ps(lift);
  for (int c = 0; c < CHAINS; c++) chains[c] = _mm256_set1_ps(1 + (float)c * 0.01f);
  for (int64_t round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
    for (int c = 0; c < CHAINS; c++) chains[c] = _mm256_fmadd_ps(chains[c], a, b);
  }
  __m256 sum = chains[0];
  for (int c = 1; c < CHAINS; c++) sum = _mm256_add_ps(sum, chains[c]);
  float parts[8], total = 0;
  _mm256_storeu_ps(parts, sum);
  for (int lane = 0; lane < 8; lane++) total += parts[lane];
  return total;
}

__attribute__((target("avx512f,avx2,fma"))) static float run_avx512(int64_t rounds) {
  __m512 chains[WIDE_CHAINS];
  __m512 a = _mm512_set1_ps(shrink), b = _mm512_set1_ps(lift);
  for (int c = 0; c < WIDE_CHAINS; c++) chains[c] = _mm512_set1_ps(1 + (float)c * 0.01f);
  for (int64_t round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
    for (int c = 0; c < WIDE_CHAINS; c++) chains[c] = _mm512_fmadd_ps(chains[c], a, b);
  }
  __m512 sum = chains[0];
  for (int c = 1; c < WIDE_CHAINS; c++) sum = _mm512_add_ps(sum, chains[c]);
  float parts[16], total = 0;
  _mm512_storeu_ps(parts, sum);
  for (int lane = 0; lane < 16; lane++) total += parts[lane];
  return total;
}

int64_t piste_peak_operations(int32_t instruction_set) {
  switch (instruction_set) {
    case PISTE_AVX512: return 2 * 16 * WIDE_CHAINS;
    case PISTE_AVX2: return 2 * 8 * CHAINS;
    default: return 2 * LANES * CHAINS;
  }
}

float piste_peak_run(int32_t instruction_set, int64_t rounds) {
  switch (instruction_set) {
    case PISTE_AVX512: return run_avx512(rounds);
    case PISTE_AVX2: return run_avx2(rounds);
    default: return run_portable(rounds);
  }
}

#else

int64_t piste_peak_operations(int32_t instruction_set) {
  (void)instruction_set;
  return 2 * LANES * CHAINS;
}

float piste_peak_run(int32_t instruction_set, int64_t rounds) {
  (void)instruction_set;
  return run_portable(rounds);
}

#endif
