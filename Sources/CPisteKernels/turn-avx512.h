// Masks and transposition in registers, for AVX-512.

// The first `count` of 16 lanes.
TARGET static inline __mmask16 FN(mask)(int count) { return (__mmask16)((1u << count) - 1); }

// to[k, j] = from[j, k] for k below `count` and j below `lines`, both at most 16.
//
// Where `fills`, whole vectors are written, zero from `lines` on.
TARGET static inline __attribute__((always_inline)) void FN(turn)(
    float *to, ptrdiff_t to_row, const float *from, ptrdiff_t from_row, int lines, int count,
    const int fills) {
  __m512 r[16], t[16];
  const __mmask16 some = FN(mask)(count), wanted = FN(mask)(lines);
  for (int j = 0; j < 16; j++) {
    r[j] = j < lines ? _mm512_maskz_loadu_ps(some, from + j * from_row) : _mm512_setzero_ps();
  }
  for (int j = 0; j < 16; j += 2) {
    t[j] = _mm512_unpacklo_ps(r[j], r[j + 1]);
    t[j + 1] = _mm512_unpackhi_ps(r[j], r[j + 1]);
  }
  // Now lane q of r[4·g + p] holds the numbers 4·q + p of lines 4·g...4·g + 3.
  for (int j = 0; j < 16; j += 4) {
    r[j] = _mm512_shuffle_ps(t[j], t[j + 2], 0x44);
    r[j + 1] = _mm512_shuffle_ps(t[j], t[j + 2], 0xEE);
    r[j + 2] = _mm512_shuffle_ps(t[j + 1], t[j + 3], 0x44);
    r[j + 3] = _mm512_shuffle_ps(t[j + 1], t[j + 3], 0xEE);
  }
  for (int p = 0; p < 4; p++) {
    t[p] = _mm512_shuffle_f32x4(r[p], r[p + 4], 0x88);
    t[p + 4] = _mm512_shuffle_f32x4(r[p], r[p + 4], 0xDD);
    t[p + 8] = _mm512_shuffle_f32x4(r[p + 8], r[p + 12], 0x88);
    t[p + 12] = _mm512_shuffle_f32x4(r[p + 8], r[p + 12], 0xDD);
  }
  for (int p = 0; p < 4; p++) {
    r[p] = _mm512_shuffle_f32x4(t[p], t[p + 8], 0x88);
    r[p + 8] = _mm512_shuffle_f32x4(t[p], t[p + 8], 0xDD);
    r[p + 4] = _mm512_shuffle_f32x4(t[p + 4], t[p + 12], 0x88);
    r[p + 12] = _mm512_shuffle_f32x4(t[p + 4], t[p + 12], 0xDD);
  }
  for (int k = 0; k < 16; k++) {
    if (k >= count) break;
    if (fills) {
      _mm512_storeu_ps(to + k * to_row, r[k]);
    } else {
      _mm512_mask_storeu_ps(to + k * to_row, wanted, r[k]);
    }
  }
}
