// The bodies of normalization, dropout and the losses of layer-list.h for one number type T and
// one instruction set. Sums along a row run in eight Float64 lanes, whatever the vector width.

TARGET static void FN(dropout_mask)(
    T *restrict mask, const uint32_t *restrict draws, ptrdiff_t count, uint32_t limit, T stays) {
  for (ptrdiff_t i = 0; i < count; i++) mask[i] = draws[i] >= limit ? stays : 0;
}

TARGET static void FN(multiply)(
    T *restrict y, const T *restrict factors, T *restrict kept, ptrdiff_t count) {
  if (kept) {
    for (ptrdiff_t i = 0; i < count; i++) {
      kept[i] = y[i];
      y[i] = y[i] * factors[i];
    }
  } else {
    for (ptrdiff_t i = 0; i < count; i++) y[i] = y[i] * factors[i];
  }
}

#define LANES(TERM, TAIL)                                   \
  FN(Sums) sums = {0};                                      \
  ptrdiff_t i = 0;                                          \
  for (; i + 8 <= count; i += 8) {                          \
    FN(Eight) va, vb;                                       \
    memcpy(&va, a + i, sizeof va);                          \
    memcpy(&vb, b + i, sizeof vb);                          \
    FN(Sums) wa = __builtin_convertvector(va, FN(Sums));    \
    FN(Sums) wb = __builtin_convertvector(vb, FN(Sums));    \
    (void)wb;                                               \
    sums += TERM;                                           \
  }                                                         \
  double sum = 0;                                           \
  for (int lane = 0; lane < 8; lane++) sum += sums[lane];   \
  for (; i < count; i++) {                                  \
    double ta = (double)a[i], tb = (double)b[i];            \
    (void)tb;                                               \
    sum += TAIL;                                            \
  }                                                         \
  return sum

TARGET static double FN(sum_of_values)(const T *a, ptrdiff_t count) {
  const T *b = a;
  LANES(wa, ta);
}

TARGET static double FN(sum_of_products)(const T *a, const T *b, ptrdiff_t count) {
  LANES(wa * wb, ta * tb);
}

TARGET static double FN(sum_of_deviations)(const T *a, double mean, ptrdiff_t count) {
  const T *b = a;
  LANES((wa - mean) * (wb - mean), (ta - mean) * (tb - mean));
}

TARGET static double FN(sum_of_huber)(const T *a, const T *b, ptrdiff_t count) {
  LANES(wb * (wa - wb * 0.5), tb * (ta - tb * 0.5));
}

#undef LANES

TARGET static void FN(normalize_rows)(
    T *restrict y, const T *restrict bias, const T *restrict scale, T *restrict normal,
    T *restrict inverse, ptrdiff_t rows, ptrdiff_t columns, double epsilon) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) y[c] = y[c] + bias[c];
    double mean = FN(sum_of_values)(y, columns) / (double)columns;
    double variance = FN(sum_of_deviations)(y, mean, columns) / (double)columns;
    T center = (T)mean;
    T factor = (T)(1 / sqrt(variance + epsilon));
    if (inverse) inverse[r] = factor;
    if (normal) {
      for (ptrdiff_t c = 0; c < columns; c++) {
        T n = (y[c] - center) * factor;
        normal[c] = n;
        y[c] = n * scale[c];
      }
      normal += columns;
    } else {
      for (ptrdiff_t c = 0; c < columns; c++) y[c] = ((y[c] - center) * factor) * scale[c];
    }
  }
}

TARGET static void FN(normalize_rows_backward)(
    T *restrict gradient, const T *restrict scale, const T *restrict normal,
    const T *restrict inverse, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++, gradient += columns, normal += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) gradient[c] = gradient[c] * scale[c];
    T mean = (T)(FN(sum_of_values)(gradient, columns) / (double)columns);
    T slope = (T)(FN(sum_of_products)(gradient, normal, columns) / (double)columns);
    T factor = inverse[r];
    for (ptrdiff_t c = 0; c < columns; c++) {
      gradient[c] = factor * (gradient[c] - mean - normal[c] * slope);
    }
  }
}

TARGET static void FN(normalize_columns)(
    T *restrict y, const T *restrict bias, const T *restrict scale, T *restrict normal,
    T *restrict inverse, T *restrict running_mean, T *restrict running_variance,
    double *restrict work, ptrdiff_t rows, ptrdiff_t columns, double epsilon, double momentum) {
  double *restrict squares = work + columns;
  for (ptrdiff_t c = 0; c < 2 * columns; c++) work[c] = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    T *row = y + r * columns;
    for (ptrdiff_t c = 0; c < columns; c++) {
      T z = row[c] + bias[c];
      row[c] = z;
      work[c] += (double)z;
    }
  }
  for (ptrdiff_t c = 0; c < columns; c++) work[c] = work[c] / (double)rows;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const T *row = y + r * columns;
    for (ptrdiff_t c = 0; c < columns; c++) {
      double deviation = (double)row[c] - work[c];
      squares[c] += deviation * deviation;
    }
  }
  for (ptrdiff_t c = 0; c < columns; c++) {
    double variance = squares[c] / (double)rows;
    double unbiased = squares[c] / (double)(rows - 1);
    inverse[c] = (T)(1 / sqrt(variance + epsilon));
    running_mean[c] = (T)((1 - momentum) * (double)running_mean[c] + momentum * work[c]);
    running_variance[c] = (T)((1 - momentum) * (double)running_variance[c] + momentum * unbiased);
  }
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, normal += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      T n = (y[c] - (T)work[c]) * inverse[c];
      normal[c] = n;
      y[c] = n * scale[c];
    }
  }
}

TARGET static void FN(normalize_columns_fixed)(
    T *restrict y, const T *restrict bias, const T *restrict scale, const T *restrict mean,
    const T *restrict variance, double *restrict work, ptrdiff_t rows, ptrdiff_t columns,
    double epsilon) {
  for (ptrdiff_t c = 0; c < columns; c++) work[c] = 1 / sqrt((double)variance[c] + epsilon);
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      y[c] = ((y[c] + bias[c] - mean[c]) * (T)work[c]) * scale[c];
    }
  }
}

TARGET static void FN(normalize_columns_backward)(
    T *restrict gradient, const T *restrict scale, const T *restrict normal,
    const T *restrict inverse, const T *restrict scale_gradient, const T *restrict shift_gradient,
    ptrdiff_t rows, ptrdiff_t columns) {
  T share = 1 / (T)rows;
  for (ptrdiff_t r = 0; r < rows; r++, gradient += columns, normal += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      T centered = gradient[c] - share * shift_gradient[c];
      gradient[c] =
          (scale[c] * inverse[c]) * (centered - normal[c] * (share * scale_gradient[c]));
    }
  }
}

TARGET static void FN(normalization_gradients)(
    T *restrict scale_gradient, T *restrict shift_gradient, const T *restrict gradient,
    const T *restrict normal, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t c = 0; c < columns; c++) scale_gradient[c] = shift_gradient[c] = 0;
  for (ptrdiff_t r = 0; r < rows; r++, gradient += columns, normal += columns) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      scale_gradient[c] += gradient[c] * normal[c];
      shift_gradient[c] += gradient[c];
    }
  }
}

TARGET static ptrdiff_t FN(smoothed_cross_entropy)(
    const T *restrict logits, T *restrict gradient, const int32_t *restrict labels, ptrdiff_t rows,
    ptrdiff_t columns, T scale, T smoothing, double *restrict loss) {
  ptrdiff_t correct = 0;
  double others = (double)smoothing / (double)columns;
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
    *loss -= (1 - (double)smoothing) * (double)g[labels[r]]
        + others * FN(sum_of_values)(g, columns);
  }
  for (ptrdiff_t i = 0; i < rows * columns; i++) gradient[i] = FN(exponential)(gradient[i]);
  for (ptrdiff_t r = 0; r < rows; r++) {
    T *g = gradient + r * columns;
    T sum = 0;
    for (ptrdiff_t c = 0; c < columns; c++) sum += g[c];
    *loss += log((double)sum);
    T factor = scale / sum;
    T share = scale * (T)others;
    for (ptrdiff_t c = 0; c < columns; c++) g[c] = g[c] * factor - share;
    g[labels[r]] -= scale * (1 - smoothing);
  }
  return correct;
}

TARGET static double FN(huber)(
    const T *restrict outputs, T *restrict gradient, const T *restrict targets, ptrdiff_t count,
    T scale, T delta) {
  double sum = 0;
  // In pieces, so that the differences need a small array only.
  T differences[256];
  for (ptrdiff_t start = 0; start < count; start += 256) {
    ptrdiff_t length = count - start < 256 ? count - start : 256;
    T *g = gradient + start;
    for (ptrdiff_t i = 0; i < length; i++) {
      T d = outputs[start + i] - targets[start + i];
      differences[i] = d;
      T cut = d > delta ? delta : d;
      g[i] = cut < -delta ? -delta : cut;
    }
    sum += FN(sum_of_huber)(differences, g, length);
    for (ptrdiff_t i = 0; i < length; i++) g[i] = g[i] * scale;
  }
  return sum;
}

TARGET static ptrdiff_t FN(hinge)(
    const T *restrict logits, T *restrict gradient, const T *restrict targets, ptrdiff_t rows,
    T scale, T margin, double *restrict loss) {
  ptrdiff_t correct = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    T side = targets[r] > (T)0.5 ? 1 : -1;
    T missing = margin - side * logits[r];
    *loss += missing < 0 ? 0 : (double)missing;
    gradient[r] = missing > 0 ? -side * scale : 0;
    correct += (logits[r] > 0) == (side > 0);
  }
  return correct;
}

TARGET static ptrdiff_t FN(multi_margin)(
    const T *restrict logits, T *restrict gradient, const int32_t *restrict labels, ptrdiff_t rows,
    ptrdiff_t columns, T scale, T margin, double *restrict loss) {
  ptrdiff_t correct = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const T *z = logits + r * columns;
    T *g = gradient + r * columns;
    T floor = margin - z[labels[r]];
    T largest = z[0];
    ptrdiff_t place = 0;
    T count = 0;
    for (ptrdiff_t c = 0; c < columns; c++) {
      place = z[c] > largest ? c : place;
      largest = z[c] > largest ? z[c] : largest;
      if (c == labels[r]) continue;
      T missing = floor + z[c];
      *loss += missing < 0 ? 0 : (double)missing;
      g[c] = missing > 0 ? scale : 0;
      count += missing > 0 ? 1 : 0;
    }
    g[labels[r]] = -scale * count;
    correct += place == labels[r];
  }
  return correct;
}
