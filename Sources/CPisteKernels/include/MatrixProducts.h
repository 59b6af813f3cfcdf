// The three products of a dense layer in Float32, for the CPUs that can multiply and add at once.
//
// Every element of a result is one chain of fused multiply-adds, from 0 and in the order of the
// index summed over, whatever the instruction set, the tile it lies in and the blocks its sum is
// cut into: an interim value is stored and loaded in Float32 without a change. So all forms give
// the same bits, NaN's payload aside. Nothing is allocated: what is packed lies on the stack.
//
// All matrices are row-major and dense, may begin anywhere, and must not overlap.
#ifndef PISTE_MATRIX_PRODUCTS_H
#define PISTE_MATRIX_PRODUCTS_H

#include <stddef.h>
#include <stdint.h>

// y = x·w. Shapes: x [rows, inputs], w [inputs, outputs], y [rows, outputs].
void piste_forward_product(
    int32_t instruction_set, float *restrict y, const float *restrict x, const float *restrict w,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs);

// dw = xᵀ·dy. Shapes: x [rows, inputs], dy [rows, outputs], dw [inputs, outputs].
void piste_weight_gradient(
    int32_t instruction_set, float *restrict dw, const float *restrict x, const float *restrict dy,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs);

// The rows `first` up to `first + count` of that gradient, in the same bits; `dw` holds them alone.
// The first block, at least 12 rows from 0 on, leaves dy packed in `panels`, [outputs, rows] with
// outputs rounded up to 32 and on a boundary of 64 bytes; later blocks read it there.
void piste_weight_gradient_rows(
    int32_t instruction_set, float *restrict dw, const float *restrict x, const float *restrict dy,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t count,
    float *restrict panels);

// dx = dy·wᵀ. Shapes: dy [rows, outputs], w [inputs, outputs], dx [rows, inputs].
void piste_input_gradient(
    int32_t instruction_set, float *restrict dx, const float *restrict dy, const float *restrict w,
    ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t outputs);

// Tells this thread's products of rows that will be read soon: they fetch them into the cache, a
// few lines a tile, under cover of their arithmetic. No result depends on it. The numbers of the
// rows are copied; `source` [N, width] is only fetched from, never read.
void piste_fetch_soon(
    const float *source, const int32_t *rows, ptrdiff_t count, ptrdiff_t width);

// The same of up to four vectors of `count` numbers, null for none, in the place of those of the
// last call; they are fetched before any rows.
void piste_fetch_ranges(
    const float *a, const float *b, const float *c, const float *d, ptrdiff_t count);

#endif
