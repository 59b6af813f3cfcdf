// The softmax cross-entropy of kernel-list.h for one number type T and one instruction set.
//
// One logarithm serves many rows, as that of the product of their sums. Each sum is at least 1, since
// the largest exponential is, and at most the number of columns; so the product of ROWS of them
// is far from Float64's limits, and roundings of a product are no larger than those of a sum.

#define ROWS 16
#define FEW_COLUMNS 16

// Keeps the compiler from gathering and scattering numbers, which takes longer than one at a time.
#define ONE_BY_ONE _Pragma("clang loop vectorize(disable) unroll_count(4)")

#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define LOW_PAIRS(a, b)                                                                      \
  SHUFFLE(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH_PAIRS(a, b)                                                                     \
  SHUFFLE(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW_HALVES(a, b)                                                                     \
  SHUFFLE(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_HALVES(a, b)                                                                    \
  SHUFFLE(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define EVEN_GROUPS(a, b)                                                                    \
  SHUFFLE(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_GROUPS(a, b)                                                                     \
  SHUFFLE(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)

// Turns 16 vectors of 16 numbers over: pairs of lines first, then fours, then groups of four lanes.
TARGET static inline __attribute__((always_inline)) void FN(turn_over)(FN(Sixteen) * r) {
  FN(Sixteen) t[16];
  for (int j = 0; j < 16; j += 2) {
    t[j] = LOW_PAIRS(r[j], r[j + 1]);
    t[j + 1] = HIGH_PAIRS(r[j], r[j + 1]);
  }
  for (int j = 0; j < 16; j += 4) {
    r[j] = LOW_HALVES(t[j], t[j + 2]);
    r[j + 1] = HIGH_HALVES(t[j], t[j + 2]);
    r[j + 2] = LOW_HALVES(t[j + 1], t[j + 3]);
    r[j + 3] = HIGH_HALVES(t[j + 1], t[j + 3]);
  }
  for (int p = 0; p < 4; p++) {
    t[p] = EVEN_GROUPS(r[p], r[p + 4]);
    t[p + 4] = ODD_GROUPS(r[p], r[p + 4]);
    t[p + 8] = EVEN_GROUPS(r[p + 8], r[p + 12]);
    t[p + 12] = ODD_GROUPS(r[p + 8], r[p + 12]);
  }
  for (int p = 0; p < 4; p++) {
    r[p] = EVEN_GROUPS(t[p], t[p + 8]);
    r[p + 8] = ODD_GROUPS(t[p], t[p + 8]);
    r[p + 4] = EVEN_GROUPS(t[p + 4], t[p + 12]);
    r[p + 12] = ODD_GROUPS(t[p + 4], t[p + 12]);
  }
}

// Copies rows to lanes: lane l of vector c is number c of row l, and 0 from `rows` on. Up to `room`
// numbers may be read.
TARGET static inline __attribute__((always_inline)) void FN(rows_to_lanes)(
    FN(Sixteen) *restrict lanes, const T *restrict from, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t room) {
  if (columns <= 4) {
    for (int c = 0; c < 4; c++) lanes[c] = (FN(Sixteen)){0};
    T *const to = (T *)lanes;
    for (ptrdiff_t l = 0; l < rows; l++) {
      ONE_BY_ONE
      for (ptrdiff_t c = 0; c < columns; c++) to[c * ROWS + l] = from[l * columns + c];
    }
    return;
  }
  for (ptrdiff_t l = 0; l < ROWS; l++) {
    if (l < rows && l * columns + 16 <= room) {
      memcpy(&lanes[l], from + l * columns, sizeof *lanes);
    } else {
      lanes[l] = (FN(Sixteen)){0};
      ONE_BY_ONE
      for (ptrdiff_t c = 0; c < columns && l < rows; c++) lanes[l][c] = from[l * columns + c];
    }
  }
  FN(turn_over)(lanes);
}

// And back again, row after row, so that what is written beyond a row is put right by the next.
TARGET static inline __attribute__((always_inline)) void FN(lanes_to_rows)(
    T *restrict to, FN(Sixteen) *restrict lanes, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t room) {
  if (columns <= 4) {
    const T *const from = (const T *)lanes;
    for (ptrdiff_t l = 0; l < rows; l++) {
      ONE_BY_ONE
      for (ptrdiff_t c = 0; c < columns; c++) to[l * columns + c] = from[c * ROWS + l];
    }
    return;
  }
  FN(turn_over)(lanes);
  for (ptrdiff_t l = 0; l < rows; l++) {
    if (l * columns + 16 <= room) {
      memcpy(to + l * columns, &lanes[l], sizeof *lanes);
    } else {
      ONE_BY_ONE
      for (ptrdiff_t c = 0; c < columns; c++) to[l * columns + c] = lanes[l][c];
    }
  }
}

// What the rows' losses are made of: the logarithm of a product of sums, less the labels' logits,
// each taken from its row's largest.
typedef struct {
  double product, labels;
} FN(Losses);

// Up to ROWS rows of few columns, one row a lane of the vectors, so that every operation fills its
// vector, however short the rows are.
TARGET static ptrdiff_t FN(cross_entropy_of_lanes)(
    const T *restrict logits, T *restrict gradient, const int32_t *restrict labels, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t room, T scale, FN(Losses) *restrict losses) {
  FN(Sixteen) z[FEW_COLUMNS];
  FN(rows_to_lanes)(z, logits, rows, columns, room);
  FN(Labels) wanted;
  if (rows == ROWS) {
    memcpy(&wanted, labels, sizeof wanted);
  } else {
    for (int l = 0; l < ROWS; l++) wanted[l] = l < rows ? labels[l] : -1;
  }
  const FN(Places) label = __builtin_convertvector(wanted, FN(Places));
  FN(Sixteen) largest = z[0];
  FN(Places) place = {0}, logit = {0};
  for (int32_t c = 0; c < columns; c++) {
    FN(Places) larger = z[c] > largest;
    place = (larger & c) | (~larger & place);
    largest = (FN(Sixteen))((larger & (FN(Places))z[c]) | (~larger & (FN(Places))largest));
  }
  for (int32_t c = 0; c < columns; c++) {
    z[c] -= largest;
    logit |= (label == c) & (FN(Places))z[c];
  }
  FN(WideSums) before = __builtin_convertvector((FN(Sixteen))logit, FN(WideSums));
  T *const lanes = (T *)z;
  for (ptrdiff_t i = 0; i < columns * ROWS; i++) lanes[i] = FN(exponential)(lanes[i]);
  FN(Sixteen) sum = {0};
  for (ptrdiff_t c = 0; c < columns; c++) sum += z[c];
  for (ptrdiff_t l = rows; l < ROWS; l++) sum[l] = 1;
  const FN(Sixteen) share = scale / sum;
  FN(Sixteen) whole;
  for (int l = 0; l < ROWS; l++) whole[l] = scale;
  for (int32_t c = 0; c < columns; c++) {
    z[c] = z[c] * share - (FN(Sixteen))((label == c) & (FN(Places))whole);
  }
  FN(lanes_to_rows)(gradient, z, rows, columns, room);
  FN(WideSums) factors = __builtin_convertvector(sum, FN(WideSums));
  double of_rows[ROWS], of_labels[ROWS];
  memcpy(of_rows, &factors, sizeof factors);
  memcpy(of_labels, &before, sizeof before);
  for (int half = ROWS / 2; half > 0; half /= 2) {
    for (int l = 0; l < half; l++) {
      of_rows[l] *= of_rows[l + half];
      of_labels[l] += of_labels[l + half];
    }
  }
  losses->product *= of_rows[0];
  losses->labels += of_labels[0];
  ptrdiff_t correct = 0;
  const FN(Places) hits = place == label;
  for (int l = 0; l < ROWS; l++) correct -= (ptrdiff_t)hits[l];
  return correct;
}

// Up to ROWS rows of any length. Three passes, so that the exponentials are one long loop.
TARGET static ptrdiff_t FN(cross_entropy_of_rows)(
    const T *restrict logits, T *restrict gradient, const int32_t *restrict labels, ptrdiff_t rows,
    ptrdiff_t columns, T scale, FN(Losses) *restrict losses) {
  ptrdiff_t correct = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const T *z = logits + r * columns;
    T *g = gradient + r * columns;
    T largest = z[0];
    ptrdiff_t place = 0;
    for (ptrdiff_t c = 1; c < columns; c++) {
      place = z[c] > largest ? c : place;
      largest = z[c] > largest ? z[c] : largest;
    }
    correct += place == labels[r];
    for (ptrdiff_t c = 0; c < columns; c++) g[c] = z[c] - largest;
    losses->labels += (double)g[labels[r]];
  }
  for (ptrdiff_t i = 0; i < rows * columns; i++) gradient[i] = FN(exponential)(gradient[i]);
  for (ptrdiff_t r = 0; r < rows; r++) {
    T *g = gradient + r * columns;
    T sum = 0;
    for (ptrdiff_t c = 0; c < columns; c++) sum += g[c];
    losses->product *= (double)sum;
    T share = scale / sum;
    for (ptrdiff_t c = 0; c < columns; c++) g[c] = g[c] * share;
    g[labels[r]] -= scale;
  }
  return correct;
}

TARGET static ptrdiff_t FN(softmax_cross_entropy)(
    const T *restrict logits, T *restrict gradient, const int32_t *restrict labels, ptrdiff_t rows,
    ptrdiff_t columns, T scale, double *restrict loss) {
  ptrdiff_t correct = 0;
  FN(Losses) losses = {1, 0};
  for (ptrdiff_t r = 0; r < rows; r += ROWS) {
    const ptrdiff_t some = rows - r < ROWS ? rows - r : ROWS;
    const T *z = logits + r * columns;
    T *g = gradient + r * columns;
    correct += columns <= FEW_COLUMNS
        ? FN(cross_entropy_of_lanes)(
              z, g, labels + r, some, columns, (rows - r) * columns, scale, &losses)
        : FN(cross_entropy_of_rows)(z, g, labels + r, some, columns, scale, &losses);
    if (losses.product > 1e100) {
      *loss += log(losses.product);
      losses.product = 1;
    }
  }
  *loss += log(losses.product) - losses.labels;
  return correct;
}

#undef SHUFFLE
#undef LOW_PAIRS
#undef HIGH_PAIRS
#undef LOW_HALVES
#undef HIGH_HALVES
#undef EVEN_GROUPS
#undef ODD_GROUPS
#undef ONE_BY_ONE
#undef ROWS
#undef FEW_COLUMNS
