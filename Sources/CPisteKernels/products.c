// The products of MatrixProducts.h: once plainly, and in tiles for AVX2 with FMA and for AVX-512.

#include "MatrixProducts.h"

#include "CPisteKernels.h"

#include <stdbool.h>

// The order of the sums and nothing else: what the other forms are held against. Where the CPU
// has no fused multiply-add, the C library computes it exactly, at leisure.
static void multiply_portable(
    float *c, const float *a, ptrdiff_t a_row, ptrdiff_t a_step, const float *b, ptrdiff_t b_column,
    ptrdiff_t b_step, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      float sum = 0;
      for (ptrdiff_t k = 0; k < count; k++) {
        sum = __builtin_fmaf(a[i * a_row + k * a_step], b[k * b_step + j * b_column], sum);
      }
      c[i * columns + j] = sum;
    }
  }
}

#define TOUCHED 8

// Rows of some matrix that will be read soon: every tile fetches a piece of one into the second
// cache, a line at a time between its own reads.
static _Thread_local struct {
  const char *place, *end;  // what is left of the row being fetched
  const float *source;
  ptrdiff_t width;
  int32_t next, count;
  int32_t rows[1024];
} soon;

// Ranges that are read even sooner: they are fetched before the rows are.
#define RANGES 4
static _Thread_local struct {
  const char *place, *end;
} ranges[RANGES];

void piste_fetch_ranges(
    const float *a, const float *b, const float *c, const float *d, ptrdiff_t count) {
  const float *const firsts[RANGES] = {a, b, c, d};
  for (int i = 0; i < RANGES; i++) {
    ranges[i].place = (const char *)firsts[i];
    ranges[i].end = firsts[i] ? (const char *)(firsts[i] + count) : ranges[i].place;
  }
}

void piste_fetch_soon(
    const float *source, const int32_t *rows, ptrdiff_t count, ptrdiff_t width) {
  const ptrdiff_t most = (ptrdiff_t)(sizeof soon.rows / sizeof *soon.rows);
  soon.source = source;
  soon.width = width;
  soon.next = 0;
  soon.count = (int32_t)(count < most ? count : most);
  soon.place = soon.end = 0;
  for (int32_t i = 0; i < soon.count; i++) soon.rows[i] = rows[i];
}

// Looks up the pages of the next rows all at once, since the CPU can do several of these at a
// time but a fetch that waits for one holds up everything behind it.
static void touch(void) {
  for (int32_t i = soon.next; i < soon.next + TOUCHED && i < soon.count; i++) {
    const float *row = soon.source + (ptrdiff_t)soon.rows[i] * soon.width;
    __builtin_prefetch(row, 0, 2);
    __builtin_prefetch(row + soon.width - 1, 0, 2);
  }
}

// Takes a tile's share of what lies between `place` and `end`: at most a line a summand.
static void take_piece(
    const char **place, const char *end, ptrdiff_t summands, const char **first, ptrdiff_t *step) {
  *first = *place;
  const ptrdiff_t share = (end - *place) / summands + 1;
  *step = share < 64 ? share : 64;
  *place += *step * summands;
}

// Says where a tile of so many summands is to fetch: from `first` on, by `step` bytes a summand.
static void next_piece(ptrdiff_t summands, const char **first, ptrdiff_t *step) {
  for (int i = 0; i < RANGES; i++) {
    if (ranges[i].place < ranges[i].end) {
      take_piece(&ranges[i].place, ranges[i].end, summands, first, step);
      return;
    }
  }
  if (soon.place >= soon.end) {
    if (soon.next == soon.count) {
      *step = 0;
      return;
    }
    if (soon.next % TOUCHED == 0) touch();
    const float *row = soon.source + (ptrdiff_t)soon.rows[soon.next++] * soon.width;
    soon.place = (const char *)row;
    soon.end = (const char *)(row + soon.width);
  }
  take_piece(&soon.place, soon.end, summands, first, step);
}

#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define FN(name) JOIN(name, SET)

#if defined(__x86_64__)

#include <immintrin.h>

// Hides from the compiler how a pointer came about, so that it keeps it in a register.
#define KEEP(pointer) __asm__("" : "+r"(pointer))
#define UNROLL _Pragma("clang loop unroll(full)")
#define PREFETCH(address) __builtin_prefetch(address)
#define PREFETCH_SECOND(address) __builtin_prefetch(address, 0, 2)
#define VECTORS 2
#define DEPTH 256
#define NARROW 12
// As many numbers do not stay in the second cache from one product to the next.
#define FAR 131072

#define TARGET __attribute__((target("avx2,fma")))
#define SET avx2
#define VECTOR __m256
#define MASK __m256i
#define LANES 8
#define HEIGHT 6
#define ALL_HEIGHTS CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#define ZERO _mm256_setzero_ps
#define BROADCAST(x) _mm256_set1_ps(x)
#define LOAD _mm256_loadu_ps
#define LOAD_SOME(mask, p) _mm256_maskload_ps(p, mask)
#define STORE _mm256_storeu_ps
#define STORE_SOME(mask, p, x) _mm256_maskstore_ps(p, mask, x)
#define STORE_ALIGNED _mm256_store_ps
#define FMA _mm256_fmadd_ps
#include "turn-avx2.h"
#include "matrix-tile.h"
#include "matrix-blocks.h"
#include "undefine-vectors.h"

#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define SET avx512
#define VECTOR __m512
#define MASK __mmask16
#define LANES 16
#define HEIGHT 12
#define ALL_HEIGHTS                                                                            \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)                                              \
  CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#define ZERO _mm512_setzero_ps
#define BROADCAST(x) _mm512_set1_ps(x)
#define LOAD _mm512_loadu_ps
#define LOAD_SOME(mask, p) _mm512_maskz_loadu_ps(mask, p)
#define STORE _mm512_storeu_ps
#define STORE_SOME(mask, p, x) _mm512_mask_storeu_ps(p, mask, x)
#define STORE_ALIGNED _mm512_store_ps
#define FMA _mm512_fmadd_ps
#include "turn-avx512.h"
#include "matrix-tile.h"
#include "matrix-blocks.h"
#include "undefine-vectors.h"

#define PRODUCT(name, c, a, b)                                                                 \
  switch (instruction_set) {                                                                   \
    case PISTE_AVX512: name##_avx512(c, a, b, rows, inputs, outputs); return;                  \
    case PISTE_AVX2: name##_avx2(c, a, b, rows, inputs, outputs); return;                      \
    default: break;                                                                            \
  }

#else

#define PRODUCT(name, c, a, b) (void)instruction_set;

#endif

void piste_forward_product(
    int32_t instruction_set, float *restrict y, const float *restrict x, const float *restrict w,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs) {
  PRODUCT(forward_product, y, x, w)
  multiply_portable(y, x, inputs, 1, w, 1, outputs, rows, outputs, inputs);
}

void piste_weight_gradient(
    int32_t instruction_set, float *restrict dw, const float *restrict x, const float *restrict dy,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs) {
  PRODUCT(weight_gradient, dw, x, dy)
  multiply_portable(dw, x, 1, inputs, dy, 1, outputs, inputs, outputs, rows);
}

void piste_weight_gradient_rows(
    int32_t instruction_set, float *restrict dw, const float *restrict x, const float *restrict dy,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t count,
    float *restrict panels) {
#if defined(__x86_64__)
  switch (instruction_set) {
    case PISTE_AVX512:
      weight_gradient_rows_avx512(dw, x, dy, rows, inputs, outputs, first, count, panels);
      return;
    case PISTE_AVX2:
      weight_gradient_rows_avx2(dw, x, dy, rows, inputs, outputs, first, count, panels);
      return;
    default: break;
  }
#else
  (void)instruction_set;
#endif
  (void)panels;
  multiply_portable(dw, x + first, 1, inputs, dy, 1, outputs, count, outputs, rows);
}

void piste_input_gradient(
    int32_t instruction_set, float *restrict dx, const float *restrict dy, const float *restrict w,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs) {
  PRODUCT(input_gradient, dx, dy, w)
  multiply_portable(dx, dy, outputs, 1, w, outputs, 1, rows, inputs, outputs);
}
