// One tile of a product: `height` rows and up to WIDTH columns of c, held in registers while the
// index summed over runs.
//
// The text is compiled for each instruction set that has FMA, with VECTOR, LANES, VECTORS, HEIGHT
// and the operations on vectors defined by products.c. `height`, `vectors` and the other `const
// int` arguments are constants of every call, so that the loops over them dissolve and the sums
// stay in registers: HEIGHT·VECTORS of them, VECTORS for a row of b and one for an element of a.

#define INLINE TARGET static inline __attribute__((always_inline))
#define WIDTH (VECTORS * LANES)

// Where a tile reads and writes.
typedef struct {
  float *c;
  ptrdiff_t c_row;
  const float *a;
  ptrdiff_t a_row;   // from one row of the tile to the next
  ptrdiff_t a_step;  // from one summand to the next
  const float *b;
  ptrdiff_t b_step;  // from one summand to the next
  float *packed;     // where b is copied to, WIDTH numbers a summand
  ptrdiff_t count;   // summands
  const char *fetch;     // what is brought to the second cache besides
  ptrdiff_t fetch_step;  // bytes of it a summand
  bool adds;         // whether the sum goes on from what c holds
  MASK mask;         // which lanes of the last vector of a row are columns of the matrix
} FN(Place);

// The element of a in row `i`: three rows share a pointer, so that all pointers have a register.
#define ELEMENT(i) (rows_adjoin ? first[i] : group[(i) / 3][((i) % 3) * a_row])

INLINE void FN(tile)(
    const FN(Place) *at, const int height, const int vectors, const int rows_adjoin,
    const int is_full, const int packs) {
  VECTOR sum[HEIGHT][VECTORS];
  float *const corner = at->c;
  const ptrdiff_t c_row = at->c_row;
  const MASK mask = at->mask;
#define IS_WHOLE(v) (is_full || (v) < vectors - 1)
  if (at->adds) {
    UNROLL
    for (int i = 0; i < height; i++) {
      UNROLL
      for (int v = 0; v < vectors; v++) {
        const float *c = corner + i * c_row + v * LANES;
        sum[i][v] = IS_WHOLE(v) ? LOAD(c) : LOAD_SOME(mask, c);
      }
    }
  } else {
    UNROLL
    for (int i = 0; i < height; i++) {
      UNROLL
      for (int v = 0; v < vectors; v++) sum[i][v] = ZERO();
    }
  }
  const ptrdiff_t a_row = at->a_row, b_step = at->b_step;
  const ptrdiff_t a_step = rows_adjoin ? at->a_step : 1;
  const float *first = at->a, *b = at->b;
  const float *group[(HEIGHT + 2) / 3];
  if (!rows_adjoin) {
    UNROLL
    for (int g = 0; g < (height + 2) / 3; g++) {
      group[g] = first + 3 * g * a_row;
      KEEP(group[g]);
    }
  }
  float *packed = at->packed;
  const char *fetch = at->fetch;
  const ptrdiff_t fetch_step = at->fetch_step;
  for (ptrdiff_t k = at->count; k > 0; k--) {
    VECTOR row[VECTORS];
    UNROLL
    for (int v = 0; v < vectors; v++) {
      row[v] = IS_WHOLE(v) ? LOAD(b + v * LANES) : LOAD_SOME(mask, b + v * LANES);
      if (packs) STORE_ALIGNED(packed + v * LANES, row[v]);
    }
    if (packs) {
      UNROLL
      for (int v = vectors; v < VECTORS; v++) STORE_ALIGNED(packed + v * LANES, ZERO());
      packed += WIDTH;
      PREFETCH(b + 12 * b_step);
      PREFETCH(b + 12 * b_step + 16);
    }
    UNROLL
    for (int i = 0; i < height; i++) {
      VECTOR x = BROADCAST(ELEMENT(i));
      UNROLL
      for (int v = 0; v < vectors; v++) sum[i][v] = FMA(x, row[v], sum[i][v]);
    }
    b += b_step;
    PREFETCH_SECOND(fetch);
    fetch += fetch_step;
    // Each summand lies in a line of its own, too far from the last for the CPU to foresee it: the
    // next tile's are fetched here.
    if (rows_adjoin) PREFETCH(first + 2 * HEIGHT - 1);
    if (rows_adjoin) {
      first += a_step;
    } else {
      UNROLL
      for (int g = 0; g < (height + 2) / 3; g++) group[g]++;
    }
  }
  UNROLL
  for (int i = 0; i < height; i++) {
    UNROLL
    for (int v = 0; v < vectors; v++) {
      float *c = corner + i * c_row + v * LANES;
      if (IS_WHOLE(v)) {
        STORE(c, sum[i][v]);
      } else {
        STORE_SOME(mask, c, sum[i][v]);
      }
    }
  }
#undef IS_WHOLE
}

#undef ELEMENT

// The tile in the form that fits a height and a width known only now.
#define CASE(h)                                                                                \
  case h:                                                                                      \
    if (vectors == 1) {                                                                        \
      FN(tile)(at, h, 1, rows_adjoin, 0, 0);                                                   \
    } else if (is_full) {                                                                      \
      FN(tile)(at, h, 2, rows_adjoin, 1, 0);                                                   \
    } else {                                                                                   \
      FN(tile)(at, h, 2, rows_adjoin, 0, 0);                                                   \
    }                                                                                          \
    return;

INLINE void FN(some_tile)(
    const FN(Place) *at, int height, int vectors, bool is_full, bool packs,
    const int rows_adjoin) {
  if (packs) {
    if (vectors == 1) {
      FN(tile)(at, HEIGHT, 1, rows_adjoin, 0, 1);
    } else if (is_full) {
      FN(tile)(at, HEIGHT, 2, rows_adjoin, 1, 1);
    } else {
      FN(tile)(at, HEIGHT, 2, rows_adjoin, 0, 1);
    }
    return;
  }
  switch (height) { ALL_HEIGHTS }
}

#undef CASE

// Rows of a that lie far apart, summands that adjoin.
TARGET static __attribute__((noinline)) void FN(tile_of_rows)(
    const FN(Place) *at, int height, int vectors, bool is_full, bool packs) {
  FN(some_tile)(at, height, vectors, is_full, packs, 0);
}

// Rows of a that adjoin, summands that lie far apart: a transposed.
TARGET static __attribute__((noinline)) void FN(tile_of_columns)(
    const FN(Place) *at, int height, int vectors, bool is_full, bool packs) {
  FN(some_tile)(at, height, vectors, is_full, packs, 1);
}
