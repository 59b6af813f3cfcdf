// Masks and transposition in registers, for AVX2.

// The first `count` of 8 lanes.
TARGET static inline __m256i FN(mask)(int count) {
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), lanes);
}

// to[k, j] = from[j, k] for k below `count` and j below `lines`, both at most 8.
//
// Where `fills`, whole vectors are written, zero from `lines` on.
TARGET static inline __attribute__((always_inline)) void FN(turn)(
    float *to, ptrdiff_t to_row, const float *from, ptrdiff_t from_row, int lines, int count,
    const int fills) {
  __m256 r[8], t[8];
  const __m256i some = FN(mask)(count), wanted = FN(mask)(lines);
  for (int j = 0; j < 8; j++) {
    r[j] = j < lines ? _mm256_maskload_ps(from + j * from_row, some) : _mm256_setzero_ps();
  }
  for (int j = 0; j < 8; j += 2) {
    t[j] = _mm256_unpacklo_ps(r[j], r[j + 1]);
    t[j + 1] = _mm256_unpackhi_ps(r[j], r[j + 1]);
  }
  for (int j = 0; j < 8; j += 4) {
    r[j] = _mm256_shuffle_ps(t[j], t[j + 2], 0x44);
    r[j + 1] = _mm256_shuffle_ps(t[j], t[j + 2], 0xEE);
    r[j + 2] = _mm256_shuffle_ps(t[j + 1], t[j + 3], 0x44);
    r[j + 3] = _mm256_shuffle_ps(t[j + 1], t[j + 3], 0xEE);
  }
  for (int j = 0; j < 4; j++) {
    t[j] = _mm256_permute2f128_ps(r[j], r[j + 4], 0x20);
    t[j + 4] = _mm256_permute2f128_ps(r[j], r[j + 4], 0x31);
  }
  for (int k = 0; k < 8; k++) {
    if (k >= count) break;
    if (fills) {
      _mm256_storeu_ps(to + k * to_row, t[k]);
    } else {
      _mm256_maskstore_ps(to + k * to_row, wanted, t[k]);
    }
  }
}
