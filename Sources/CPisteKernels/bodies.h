// The bodies of kernel-list.h for one number type T and one instruction set.

// Runs `body` for c in 0..<columns, in blocks of a constant length first: rows are often so short
// that the preparations of a loop of any length would cost more than the row.
#define FOR_COLUMNS(columns, body)                                  \
  do {                                                              \
    ptrdiff_t start = 0;                                            \
    BLOCKS_ONLY                                                     \
    for (; start + 32 <= (columns); start += 32) {                  \
      for (ptrdiff_t c = start; c < start + 32; c++) { body; }      \
    }                                                               \
    BLOCKS_ONLY                                                     \
    for (; start + 8 <= (columns); start += 8) {                    \
      for (ptrdiff_t c = start; c < start + 8; c++) { body; }       \
    }                                                               \
    BLOCKS_ONLY                                                     \
    for (ptrdiff_t c = start; c < (columns); c++) { body; }         \
  } while (0)

// Keeps the compiler from taking several blocks as one vector.
#define BLOCKS_ONLY _Pragma("clang loop vectorize(disable) unroll(disable)")

TARGET static void FN(bias_identity)(
    T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    FOR_COLUMNS(columns, y[c] = y[c] + bias[c]);
  }
}

// Written so that NaN stays NaN: a comparison with it is false.
TARGET static void FN(bias_relu)(
    T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    FOR_COLUMNS(columns, T z = y[c] + bias[c]; y[c] = z < 0 ? 0 : z);
  }
}

TARGET static void FN(bias_sigmoid)(
    T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      y[c] = 1 / (1 + FN(exponential)(-(y[c] + bias[c])));
    }
  }
}

TARGET static void FN(bias_tanh)(
    T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) y[c] = FN(hyperbolic_tangent)(y[c] + bias[c]);
  }
}

TARGET static void FN(relu_backward)(
    T *restrict gradient, const T *restrict output, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) gradient[i] = output[i] > 0 ? gradient[i] : 0;
}

TARGET static void FN(sigmoid_backward)(
    T *restrict gradient, const T *restrict output, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    gradient[i] = gradient[i] * (output[i] * (1 - output[i]));
  }
}

TARGET static void FN(tanh_backward)(
    T *restrict gradient, const T *restrict output, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    gradient[i] = gradient[i] * (1 - output[i] * output[i]);
  }
}

// log(1 + e^z) − y·z as max(z, 0) − y·z + log(1 + e^−|z|), which overflows nowhere.
TARGET static ptrdiff_t FN(logistic)(
    const T *restrict logits, T *restrict gradient, const T *restrict targets, ptrdiff_t rows,
    T scale, double *restrict loss) {
  ptrdiff_t correct = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    double z = (double)logits[r];
    double y = (double)targets[r];
    double tail = exp(-fabs(z));
    double positive = z >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    *loss += (z < 0 ? 0 : z) - y * z + log1p(tail);
    gradient[r] = (T)((positive - y) * (double)scale);
    correct += (z > 0) == (y > 0.5);
  }
  return correct;
}

// Eight running sums in Float64, whatever the vector width, added up in one order.
typedef double FN(Sums) __attribute__((vector_size(64)));
typedef T FN(Eight) __attribute__((vector_size(8 * sizeof(T))));

TARGET static double FN(square)(
    const T *restrict outputs, T *restrict gradient, const T *restrict targets, ptrdiff_t count,
    T scale) {
  FN(Sums) sums = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    FN(Eight) y, t;
    memcpy(&y, outputs + i, sizeof y);
    memcpy(&t, targets + i, sizeof t);
    FN(Eight) difference = y - t;
    FN(Sums) wide = __builtin_convertvector(difference, FN(Sums));
    sums += wide * wide;
    FN(Eight) g = difference * scale;
    memcpy(gradient + i, &g, sizeof g);
  }
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += sums[lane];
  for (; i < count; i++) {
    T difference = outputs[i] - targets[i];
    sum += (double)difference * (double)difference;
    gradient[i] = difference * scale;
  }
  return sum;
}

// As many columns at a time as a constant says, so that their sums stay in registers.
#define SUM_STRIPS(width)                                               \
  BLOCKS_ONLY                                                           \
  for (; first + width <= columns; first += width) {                    \
    T strip[width] = {0};                                               \
    const T *row = matrix + first;                                      \
    for (ptrdiff_t r = 0; r < rows; r++, row += columns) {              \
      for (int c = 0; c < width; c++) strip[c] += row[c];               \
    }                                                                   \
    for (int c = 0; c < width; c++) sums[first + c] = strip[c];         \
  }

TARGET static void FN(column_sums)(
    T *restrict sums, const T *restrict matrix, ptrdiff_t rows, ptrdiff_t columns) {
  ptrdiff_t first = 0;
  SUM_STRIPS(64)
  SUM_STRIPS(32)
  SUM_STRIPS(8)
  SUM_STRIPS(2)
  SUM_STRIPS(1)
}

#undef SUM_STRIPS

typedef T FN(Sixteen) __attribute__((vector_size(16 * sizeof(T))));
typedef double FN(WideSums) __attribute__((vector_size(128)));

// Each square in Float64.
TARGET static __attribute__((noinline)) double FN(sum_of_wide_squares)(
    const T *restrict values, ptrdiff_t count) {
  FN(Sums) sums = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    FN(Eight) x;
    memcpy(&x, values + i, sizeof x);
    FN(Sums) wide = __builtin_convertvector(x, FN(Sums));
    sums += wide * wide;
  }
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += sums[lane];
  for (; i < count; i++) sum += (double)values[i] * (double)values[i];
  return sum;
}

// Squares are added in T by fours and in Float64 from then on, which spares most conversions. What
// is lost to the range of T shows in the sum: above it is infinite, and below it is so small that
// squares near T's least number would count.
TARGET static void FN(add_squares)(
    double *restrict state, const T *restrict values, ptrdiff_t count) {
  FN(WideSums) sums[2];
  memcpy(sums, state, sizeof sums);
  for (ptrdiff_t i = 0; i + 128 <= count; i += 128) {
    for (int part = 0; part < 2; part++) {
      FN(Sixteen) x[4];
      memcpy(x, values + i + 64 * part, sizeof x);
      FN(Sixteen) four = (x[0] * x[0] + x[1] * x[1]) + (x[2] * x[2] + x[3] * x[3]);
      sums[part] += __builtin_convertvector(four, FN(WideSums));
    }
  }
  memcpy(state, sums, sizeof sums);
}

TARGET static double FN(finish_squares)(
    const double *restrict state, const T *restrict values, ptrdiff_t count) {
  FN(WideSums) sums[2];
  memcpy(sums, state, sizeof sums);
  ptrdiff_t i = 0;
  for (; i + 16 <= count; i += 16) {
    FN(Sixteen) x;
    memcpy(&x, values + i, sizeof x);
    sums[0] += __builtin_convertvector(x * x, FN(WideSums));
  }
  FN(WideSums) all = sums[0] + sums[1];
  double sum = 0;
  for (int lane = 0; lane < 16; lane++) sum += all[lane];
  for (; i < count; i++) sum += (double)(values[i] * values[i]);
  return sum >= 1e-28 && sum <= 1e300 ? sum : -1;
}

TARGET static double FN(sum_of_squares)(const T *restrict values, ptrdiff_t count) {
  double state[32] = {0};
  FN(add_squares)(state, values, count);
  const ptrdiff_t whole = count / 128 * 128;
  const double sum = FN(finish_squares)(state, values + whole, count - whole);
  return sum >= 0 ? sum : FN(sum_of_wide_squares)(values, count);
}

TARGET static int32_t FN(all_finite)(const T *restrict values, ptrdiff_t count) {
  FN(Bits) largest = 0;
  for (ptrdiff_t i = 0; i < count; i++) largest = FN(larger_bits)(largest, values[i]);
  return FN(is_finite_bits)(largest);
}

// Without memcpy, whose call would cost more than a short row.
TARGET static __attribute__((no_builtin("memcpy"))) void FN(gather)(
    T *restrict target, const float *restrict source, const int32_t *restrict rows, ptrdiff_t count,
    ptrdiff_t width) {
  for (ptrdiff_t i = 0; i < count; i++, target += width) {
    const float *row = source + (ptrdiff_t)rows[i] * width;
    FOR_COLUMNS(width, target[c] = (T)row[c]);
  }
}

#undef FOR_COLUMNS
#undef BLOCKS_ONLY

// The steps look at what they write: the bits of the largest magnitude tell whether all is finite.

TARGET static int32_t FN(sgd_step)(
    T *restrict parameters, const T *restrict gradients, ptrdiff_t count, T rate, T penalty) {
  FN(Bits) reached = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    T g = gradients[i] + penalty * parameters[i];
    T moved = parameters[i] - rate * g;
    parameters[i] = moved;
    reached = FN(larger_bits)(reached, moved);
  }
  return FN(is_finite_bits)(reached);
}

TARGET static int32_t FN(momentum_step)(
    T *restrict parameters, const T *restrict gradients, T *restrict velocity, ptrdiff_t count,
    T rate, T penalty, T keep, T intake, T of_gradient, T of_velocity) {
  FN(Bits) reached = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    T g = gradients[i] + penalty * parameters[i];
    T b = keep * velocity[i] + intake * g;
    velocity[i] = b;
    T moved = parameters[i] - rate * (of_gradient * g + of_velocity * b);
    parameters[i] = moved;
    reached = FN(larger_bits)(reached, moved);
  }
  return FN(is_finite_bits)(reached);
}

TARGET static int32_t FN(adam_step)(
    T *restrict parameters, const T *restrict gradients, T *restrict mean, T *restrict square,
    ptrdiff_t count, T step, T unbias2, T intake1, T beta2, T intake2, T epsilon, T penalty,
    T shrink) {
  FN(Bits) reached = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    T g = gradients[i] + penalty * parameters[i];
    T m = mean[i] + intake1 * (g - mean[i]);
    T v = beta2 * square[i] + intake2 * (g * g);
    mean[i] = m;
    square[i] = v;
    T root = FN(square_root)(v) * unbias2 + epsilon;
    T moved = shrink * parameters[i] - step * (m / root);
    parameters[i] = moved;
    reached = FN(larger_bits)(reached, moved);
  }
  return FN(is_finite_bits)(reached);
}

TARGET static int32_t FN(amsgrad_step)(
    T *restrict parameters, const T *restrict gradients, T *restrict mean, T *restrict square,
    T *restrict largest, ptrdiff_t count, T step, T unbias2, T intake1, T beta2, T intake2,
    T epsilon, T penalty, T shrink) {
  FN(Bits) reached = 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    T g = gradients[i] + penalty * parameters[i];
    T m = mean[i] + intake1 * (g - mean[i]);
    T v = beta2 * square[i] + intake2 * (g * g);
    T w = FN(maximum)(v, largest[i]);
    mean[i] = m;
    square[i] = v;
    largest[i] = w;
    T root = FN(square_root)(w) * unbias2 + epsilon;
    T moved = shrink * parameters[i] - step * (m / root);
    parameters[i] = moved;
    reached = FN(larger_bits)(reached, moved);
  }
  return FN(is_finite_bits)(reached);
}
