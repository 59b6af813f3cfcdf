// Rules that keep Adam's two means and look at sums over them; see rules.h.

// m, v as Adam's;  u = m·of_memory/(√v·unbias + outside) + shrink·θ;  sums: ‖θ‖², ‖u‖².
TARGET static void FN(lamb_means)(
    const T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f, double *restrict sums) {
  const T intake1 = f[PISTE_INTAKE1], keep2 = f[PISTE_KEEP2], intake2 = f[PISTE_INTAKE2];
  const T unbias = f[PISTE_UNBIAS], outside = f[PISTE_OUTSIDE], decay = f[PISTE_SHRINK];
  const T of_memory = f[PISTE_OF_MEMORY];
  FN(Sums) of_p = {0}, of_u = {0};
  T moves[BLOCK];
  for (ptrdiff_t first = 0; first < count; first += BLOCK) {
    ptrdiff_t length = BLOCK_LENGTH(first);
    for (ptrdiff_t k = 0; k < length; k++) {
      ptrdiff_t i = first + k;
      T m = a[i] + intake1 * (g[i] - a[i]);
      T v = keep2 * b[i] + intake2 * (g[i] * g[i]);
      a[i] = m;
      b[i] = v;
      moves[k] = m * of_memory / (FN(square_root)(v) * unbias + outside) + decay * p[i];
    }
    FN(add_products)(&of_p, p + first, p + first, length);
    FN(add_products)(&of_u, moves, moves, length);
  }
  sums[0] = FN(total)(&of_p);
  sums[1] = FN(total)(&of_u);
}

// θ −= rate·u, u as lamb_means had it.
TARGET static void FN(lamb_step)(
    T *restrict p, const T *restrict a, const T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], unbias = f[PISTE_UNBIAS], outside = f[PISTE_OUTSIDE];
  const T decay = f[PISTE_SHRINK], of_memory = f[PISTE_OF_MEMORY];
  for (ptrdiff_t i = 0; i < count; i++) {
    T u = a[i] * of_memory / (FN(square_root)(b[i]) * unbias + outside) + decay * p[i];
    p[i] = p[i] - rate * u;
  }
}

// m, v as Adam's of g′;  s = rate·m/(√v + outside);  θ −= s;  sums: s·s, s·g′.
TARGET static void FN(swats)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f, double *restrict sums) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY], intake1 = f[PISTE_INTAKE1];
  const T keep2 = f[PISTE_KEEP2], intake2 = f[PISTE_INTAKE2], outside = f[PISTE_OUTSIDE];
  FN(Sums) of_moves = {0}, of_both = {0};
  T moves[BLOCK], slopes[BLOCK];
  for (ptrdiff_t first = 0; first < count; first += BLOCK) {
    ptrdiff_t length = BLOCK_LENGTH(first);
    for (ptrdiff_t k = 0; k < length; k++) {
      ptrdiff_t i = first + k;
      T slope = g[i] + penalty * p[i];
      T m = a[i] + intake1 * (slope - a[i]);
      T v = keep2 * b[i] + intake2 * (slope * slope);
      T move = rate * (m / (FN(square_root)(v) + outside));
      a[i] = m;
      b[i] = v;
      slopes[k] = slope;
      moves[k] = move;
      p[i] = p[i] - move;
    }
    FN(add_products)(&of_moves, moves, moves, length);
    FN(add_products)(&of_both, moves, slopes, length);
  }
  sums[0] = FN(total)(&of_moves);
  sums[1] = FN(total)(&of_both);
}

// θ is y, a is z;  y += intake1·(z − y) − of_gradient·g′;  z −= rate·g′.
TARGET static void FN(schedule_free_sgd)(
    T *restrict p, const T *restrict g, T *restrict a, ptrdiff_t count, const double *restrict f) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY], intake = f[PISTE_INTAKE1];
  const T of_gradient = f[PISTE_OF_GRADIENT];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    p[i] = p[i] + intake * (a[i] - p[i]) - of_gradient * slope;
    a[i] = a[i] - rate * slope;
  }
}

// As schedule_free_sgd with g/(√v·unbias + outside) + shrink·y in the place of g′; b is v.
TARGET static void FN(schedule_free_adamw)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], intake = f[PISTE_INTAKE1], of_gradient = f[PISTE_OF_GRADIENT];
  const T keep2 = f[PISTE_KEEP2], intake2 = f[PISTE_INTAKE2], unbias = f[PISTE_UNBIAS];
  const T outside = f[PISTE_OUTSIDE], decay = f[PISTE_SHRINK];
  for (ptrdiff_t i = 0; i < count; i++) {
    T v = keep2 * b[i] + intake2 * (g[i] * g[i]);
    T move = g[i] / (FN(square_root)(v) * unbias + outside) + decay * p[i];
    b[i] = v;
    p[i] = p[i] + intake * (a[i] - p[i]) - of_gradient * move;
    a[i] = a[i] - rate * move;
  }
}

// θ is y and becomes x, a is z;  x = z + rate·(y − z).
TARGET static void FN(schedule_free_point)(
    T *restrict p, const T *restrict a, ptrdiff_t count, const double *restrict f) {
  const T rate = f[PISTE_RATE];
  for (ptrdiff_t i = 0; i < count; i++) p[i] = a[i] + rate * (p[i] - a[i]);
}

// m = keep1·m + intake1·g;  v = keep2·v + intake2·g²;  s = of_memory·s + of_gradient·g, in c; d is
// where θ began;  sums: g·(θ₀ − θ), ‖s‖₁.
TARGET static void FN(prodigy_means)(
    const T *restrict p, const T *restrict g, T *restrict a, T *restrict b, T *restrict c,
    const T *restrict d, ptrdiff_t count, const double *restrict f, double *restrict sums) {
  const T keep1 = f[PISTE_KEEP1], intake1 = f[PISTE_INTAKE1], keep2 = f[PISTE_KEEP2];
  const T intake2 = f[PISTE_INTAKE2], keep3 = f[PISTE_OF_MEMORY], intake3 = f[PISTE_OF_GRADIENT];
  FN(Sums) of_way = {0}, of_s = {0};
  T way[BLOCK], magnitudes[BLOCK], ones[BLOCK];
  for (ptrdiff_t k = 0; k < BLOCK; k++) ones[k] = 1;
  for (ptrdiff_t first = 0; first < count; first += BLOCK) {
    ptrdiff_t length = BLOCK_LENGTH(first);
    for (ptrdiff_t k = 0; k < length; k++) {
      ptrdiff_t i = first + k;
      T s = keep3 * c[i] + intake3 * g[i];
      a[i] = keep1 * a[i] + intake1 * g[i];
      b[i] = keep2 * b[i] + intake2 * (g[i] * g[i]);
      c[i] = s;
      magnitudes[k] = FN(magnitude)(s);
      way[k] = d[i] - p[i];
    }
    FN(add_products)(&of_way, g + first, way, length);
    FN(add_products)(&of_s, magnitudes, ones, length);
  }
  sums[0] = FN(total)(&of_way);
  sums[1] = FN(total)(&of_s);
}

// θ = shrink·θ − rate·m/(√v + outside).
TARGET static void FN(prodigy_step)(
    T *restrict p, const T *restrict a, const T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], shrink = f[PISTE_SHRINK], outside = f[PISTE_OUTSIDE];
  for (ptrdiff_t i = 0; i < count; i++) {
    p[i] = shrink * p[i] - rate * (a[i] / (FN(square_root)(b[i]) + outside));
  }
}
