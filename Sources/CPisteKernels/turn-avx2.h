// Masks and transposition in registers, for AVX2.

// The first `count` of 8 lanes.
TARGET static inline __m256i FN(mask)(int count) {
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), lanes);
}

// to[k, j] = from[j, k] for k below `summands`, j below 8; zero for j from `lines` on.
TARGET static inline void FN(turn)(
    float *to, const float *from, ptrdiff_t stride, int lines, int summands) {
  __m256 r[8], t[8];
  const __m256i some = FN(mask)(summands);
  for (int j = 0; j < 8; j++) {
    r[j] = j < lines ? _mm256_maskload_ps(from + j * stride, some) : _mm256_setzero_ps();
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
    if (k < summands) _mm256_store_ps(to + k * 16, t[k]);
  }
}
