// Adafactor over one tensor of `count` numbers in rows of `width`; see rules.h.

// sums[0] = ‖θ‖²;  sums[1 + c] = Σ g² of column c;  sums[1 + width + r] = Σ g² of row r.
TARGET static void FN(adafactor_squares)(
    const T *restrict p, const T *restrict g, ptrdiff_t count, ptrdiff_t width,
    double *restrict sums) {
  double *restrict columns = sums + 1;
  double *restrict rows = columns + width;
  for (ptrdiff_t c = 0; c < width; c++) columns[c] = 0;
  FN(Sums) of_p = {0};
  for (ptrdiff_t first = 0, r = 0; first < count; first += width, r++) {
    FN(Sums) of_row = {0};
    for (ptrdiff_t c = 0; c < width; c++) {
      double slope = (double)g[first + c];
      columns[c] += slope * slope;
    }
    FN(add_products)(&of_row, g + first, g + first, width);
    FN(add_products)(&of_p, p + first, p + first, width);
    rows[r] = FN(total)(&of_row);
  }
  sums[0] = FN(total)(&of_p);
}

// g/√V, where V is column·row but at least `least`; a holds a factor for each column, and behind
// them one for each row.
INLINE T FN(factored)(T g, T column, T row, T least) {
  return g / FN(square_root)(FN(maximum)(column * row, least));
}

// sums[0] = ‖u‖² with u = g/√V.
TARGET static void FN(adafactor_norm)(
    const T *restrict g, const T *restrict a, ptrdiff_t count, ptrdiff_t width,
    const double *restrict f, double *restrict sums) {
  const T least = f[PISTE_INSIDE];
  FN(Sums) of_u = {0};
  T moves[BLOCK];
  for (ptrdiff_t start = 0, r = 0; start < count; start += width, r++) {
    const T row = a[width + r];
    for (ptrdiff_t first = 0; first < width; first += BLOCK) {
      ptrdiff_t length = width - first < BLOCK ? width - first : BLOCK;
      for (ptrdiff_t k = 0; k < length; k++) {
        moves[k] = FN(factored)(g[start + first + k], a[first + k], row, least);
      }
      FN(add_products)(&of_u, moves, moves, length);
    }
  }
  sums[0] = FN(total)(&of_u);
}

// θ = shrink·θ − rate·u.
TARGET static void FN(adafactor_step)(
    T *restrict p, const T *restrict g, const T *restrict a, ptrdiff_t count, ptrdiff_t width,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], shrink = f[PISTE_SHRINK], least = f[PISTE_INSIDE];
  for (ptrdiff_t start = 0, r = 0; start < count; start += width, r++) {
    const T row = a[width + r];
    for (ptrdiff_t c = 0; c < width; c++) {
      T u = FN(factored)(g[start + c], a[c], row, least);
      p[start + c] = shrink * p[start + c] - rate * u;
    }
  }
}

// A vector: v += intake2·(g² − v) in a, and 1 behind it;  sums: ‖θ‖², ‖g/√max(v, inside)‖².
TARGET static void FN(adafactor_vector)(
    const T *restrict p, const T *restrict g, T *restrict a, ptrdiff_t count,
    const double *restrict f, double *restrict sums) {
  const T least = f[PISTE_INSIDE], intake = f[PISTE_INTAKE2];
  FN(Sums) of_p = {0}, of_u = {0};
  T moves[BLOCK];
  for (ptrdiff_t first = 0; first < count; first += BLOCK) {
    ptrdiff_t length = BLOCK_LENGTH(first);
    for (ptrdiff_t k = 0; k < length; k++) {
      ptrdiff_t i = first + k;
      T v = a[i] + intake * (g[i] * g[i] - a[i]);
      a[i] = v;
      moves[k] = FN(factored)(g[i], v, 1, least);
    }
    FN(add_products)(&of_p, p + first, p + first, length);
    FN(add_products)(&of_u, moves, moves, length);
  }
  a[count] = 1;
  sums[0] = FN(total)(&of_p);
  sums[1] = FN(total)(&of_u);
}
