// The bodies of `rule_step`, one a rule, for one number type T and one instruction set.
//
// θ and g are `p` and `g`, the vectors beside them `a`, `b`, `c` and `d`, the factors `f`. Nil
// vectors are features that are off. Sums are of products, added up in Float64 in one order
// whatever the instruction set: terms are written to a block, which eight running sums take in.

#define INLINE TARGET static inline __attribute__((always_inline))
#define BLOCK 256
// The length of the block that begins at i.
#define BLOCK_LENGTH(i) (count - (i) < BLOCK ? count - (i) : BLOCK)

INLINE void FN(add_products)(
    FN(Sums) *restrict lanes, const T *restrict x, const T *restrict y, ptrdiff_t count) {
  FN(Sums) sums = *lanes;
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    FN(Eight) narrow_x, narrow_y;
    memcpy(&narrow_x, x + i, sizeof narrow_x);
    memcpy(&narrow_y, y + i, sizeof narrow_y);
    sums += __builtin_convertvector(narrow_x, FN(Sums))
        * __builtin_convertvector(narrow_y, FN(Sums));
  }
  for (int lane = 0; i < count; i++, lane++) sums[lane] += (double)x[i] * (double)y[i];
  *lanes = sums;
}

INLINE double FN(total)(const FN(Sums) *restrict lanes) {
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += (*lanes)[lane];
  return sum;
}

INLINE T FN(magnitude)(T x) { return __builtin_elementwise_abs(x); }

INLINE T FN(sign)(T x) { return (T)(x > 0) - (T)(x < 0); }

// s += g′²;  θ −= rate·g′/(√(s + inside) + outside).
TARGET static void FN(adagrad)(
    T *restrict p, const T *restrict g, T *restrict a, ptrdiff_t count, const double *restrict f) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY];
  const T inside = f[PISTE_INSIDE], outside = f[PISTE_OUTSIDE];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    T s = a[i] + slope * slope;
    a[i] = s;
    p[i] = p[i] - rate * (slope / (FN(square_root)(s + inside) + outside));
  }
}

// s = α·s + (1 − α)·g′²; with b, its mean of g′ is subtracted squared; with c, that is a velocity.
INLINE void FN(rmsprop_of)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, T *restrict c,
    ptrdiff_t count, const double *restrict f, int is_centered, int has_velocity) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY], keep = f[PISTE_KEEP2];
  const T intake = f[PISTE_INTAKE2], inside = f[PISTE_INSIDE], outside = f[PISTE_OUTSIDE];
  const T momentum = f[PISTE_OF_MEMORY];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    T s = keep * a[i] + intake * (slope * slope);
    a[i] = s;
    if (is_centered) {
      T mean = b[i] + intake * (slope - b[i]);
      b[i] = mean;
      s = FN(maximum)(s - mean * mean, 0);
    }
    T move = slope / (FN(square_root)(s + inside) + outside);
    if (has_velocity) {
      move = momentum * c[i] + move;
      c[i] = move;
    }
    p[i] = p[i] - rate * move;
  }
}

TARGET static void FN(rmsprop)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, T *restrict c,
    ptrdiff_t count, const double *restrict f) {
  if (b && c) FN(rmsprop_of)(p, g, a, b, c, count, f, 1, 1);
  else if (b) FN(rmsprop_of)(p, g, a, b, NULL, count, f, 1, 0);
  else if (c) FN(rmsprop_of)(p, g, a, NULL, c, count, f, 0, 1);
  else FN(rmsprop_of)(p, g, a, NULL, NULL, count, f, 0, 0);
}

// s = ρ·s + (1 − ρ)·g′²;  d = √(u + ε)/√(s + ε)·g′;  u = ρ·u + (1 − ρ)·d²;  θ −= rate·d.
TARGET static void FN(adadelta)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY], keep = f[PISTE_KEEP2];
  const T intake = f[PISTE_INTAKE2], inside = f[PISTE_INSIDE];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    T s = keep * a[i] + intake * (slope * slope);
    T move = FN(square_root)(b[i] + inside) / FN(square_root)(s + inside) * slope;
    a[i] = s;
    b[i] = keep * b[i] + intake * (move * move);
    p[i] = p[i] - rate * move;
  }
}

// m += intake1·(g′ − m);  u = max(keep2·u, |g′| + outside);  θ −= rate·m/u.
TARGET static void FN(adamax)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T rate = f[PISTE_RATE], penalty = f[PISTE_PENALTY], intake = f[PISTE_INTAKE1];
  const T keep = f[PISTE_KEEP2], outside = f[PISTE_OUTSIDE];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    T m = a[i] + intake * (slope - a[i]);
    T u = FN(maximum)(keep * b[i], FN(magnitude)(slope) + outside);
    a[i] = m;
    b[i] = u;
    p[i] = p[i] - rate * (m / u);
  }
}

// Adam's means;  θ = shrink·θ − (of_gradient·g′ + of_memory·m)/(√v·unbias + outside).
TARGET static void FN(nadam)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T penalty = f[PISTE_PENALTY], shrink = f[PISTE_SHRINK], intake1 = f[PISTE_INTAKE1];
  const T keep2 = f[PISTE_KEEP2], intake2 = f[PISTE_INTAKE2], unbias = f[PISTE_UNBIAS];
  const T outside = f[PISTE_OUTSIDE];
  const T of_gradient = f[PISTE_OF_GRADIENT], of_memory = f[PISTE_OF_MEMORY];
  for (ptrdiff_t i = 0; i < count; i++) {
    T slope = g[i] + penalty * p[i];
    T m = a[i] + intake1 * (slope - a[i]);
    T v = keep2 * b[i] + intake2 * (slope * slope);
    a[i] = m;
    b[i] = v;
    T move = (of_gradient * slope + of_memory * m) / (FN(square_root)(v) * unbias + outside);
    p[i] = shrink * p[i] - move;
  }
}

// a is the last gradient, b the step sizes; keep1 and keep2 are what a size is multiplied by where
// the sign turned and where it stayed, inside and outside its least and its largest value.
TARGET static void FN(rprop)(
    T *restrict p, const T *restrict g, T *restrict a, T *restrict b, ptrdiff_t count,
    const double *restrict f) {
  const T minus = f[PISTE_KEEP1], plus = f[PISTE_KEEP2];
  const T least = f[PISTE_INSIDE], largest = f[PISTE_OUTSIDE];
  for (ptrdiff_t i = 0; i < count; i++) {
    T product = g[i] * a[i];
    T size = b[i] * (product > 0 ? plus : product < 0 ? minus : 1);
    size = size < least ? least : size;
    size = size > largest ? largest : size;
    T slope = product < 0 ? 0 : g[i];
    a[i] = slope;
    b[i] = size;
    p[i] = p[i] - FN(sign)(slope) * size;
  }
}

// u = sign(keep1·m + intake1·g);  m = keep2·m + intake2·g;  θ −= rate·(u + shrink·θ).
TARGET static void FN(lion)(
    T *restrict p, const T *restrict g, T *restrict a, ptrdiff_t count, const double *restrict f) {
  const T rate = f[PISTE_RATE], decay = f[PISTE_SHRINK], keep1 = f[PISTE_KEEP1];
  const T intake1 = f[PISTE_INTAKE1], keep2 = f[PISTE_KEEP2], intake2 = f[PISTE_INTAKE2];
  for (ptrdiff_t i = 0; i < count; i++) {
    T u = FN(sign)(keep1 * a[i] + intake1 * g[i]);
    a[i] = keep2 * a[i] + intake2 * g[i];
    p[i] = p[i] - rate * (u + decay * p[i]);
  }
}

// sums[0] = ‖θ‖², sums[1] = ‖g′‖²; nothing is changed.
TARGET static void FN(norms)(
    const T *restrict p, const T *restrict g, ptrdiff_t count, const double *restrict f,
    double *restrict sums) {
  const T penalty = f[PISTE_PENALTY];
  FN(Sums) of_p = {0}, of_g = {0};
  T slopes[BLOCK];
  for (ptrdiff_t first = 0; first < count; first += BLOCK) {
    ptrdiff_t length = BLOCK_LENGTH(first);
    for (ptrdiff_t i = 0; i < length; i++) slopes[i] = g[first + i] + penalty * p[first + i];
    FN(add_products)(&of_p, p + first, p + first, length);
    FN(add_products)(&of_g, slopes, slopes, length);
  }
  sums[0] = FN(total)(&of_p);
  sums[1] = FN(total)(&of_g);
}

#include "rules-moments.h"
#include "rules-adafactor.h"

TARGET static void FN(rule_step)(
    int32_t rule, T *restrict p, const T *restrict g, T *restrict a, T *restrict b, T *restrict c,
    T *restrict d, ptrdiff_t count, ptrdiff_t width, const double *restrict f, double *restrict sums) {
  switch ((enum piste_rule)rule) {
    case PISTE_ADAGRAD: FN(adagrad)(p, g, a, count, f); break;
    case PISTE_RMSPROP: FN(rmsprop)(p, g, a, b, c, count, f); break;
    case PISTE_ADADELTA: FN(adadelta)(p, g, a, b, count, f); break;
    case PISTE_ADAMAX: FN(adamax)(p, g, a, b, count, f); break;
    case PISTE_NADAM: FN(nadam)(p, g, a, b, count, f); break;
    case PISTE_RPROP: FN(rprop)(p, g, a, b, count, f); break;
    case PISTE_LION: FN(lion)(p, g, a, count, f); break;
    case PISTE_NORMS: FN(norms)(p, g, count, f, sums); break;
    case PISTE_LAMB_MEANS: FN(lamb_means)(p, g, a, b, count, f, sums); break;
    case PISTE_LAMB_STEP: FN(lamb_step)(p, a, b, count, f); break;
    case PISTE_ADAFACTOR_SQUARES: FN(adafactor_squares)(p, g, count, width, sums); break;
    case PISTE_ADAFACTOR_NORM: FN(adafactor_norm)(g, a, count, width, f, sums); break;
    case PISTE_ADAFACTOR_STEP: FN(adafactor_step)(p, g, a, count, width, f); break;
    case PISTE_ADAFACTOR_VECTOR: FN(adafactor_vector)(p, g, a, count, f, sums); break;
    case PISTE_SWATS: FN(swats)(p, g, a, b, count, f, sums); break;
    case PISTE_SCHEDULE_FREE_SGD: FN(schedule_free_sgd)(p, g, a, count, f); break;
    case PISTE_SCHEDULE_FREE_ADAMW: FN(schedule_free_adamw)(p, g, a, b, count, f); break;
    case PISTE_SCHEDULE_FREE_POINT: FN(schedule_free_point)(p, a, count, f); break;
    case PISTE_PRODIGY_MEANS: FN(prodigy_means)(p, g, a, b, c, d, count, f, sums); break;
    case PISTE_PRODIGY_STEP: FN(prodigy_step)(p, a, b, count, f); break;
  }
}

#undef BLOCK_LENGTH
#undef BLOCK
#undef INLINE
