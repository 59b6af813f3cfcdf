// How a product is cut: sums into blocks of at most DEPTH, columns into panels of WIDTH, rows into
// tiles of HEIGHT. A panel of b, DEPTH·WIDTH numbers, stays in the first cache while the rows of a
// pass by.

// c = a·b, with a read by the strides of the place given and b [count, columns] row-major.
//
// Where b as a whole would not stay in the first cache, the first tile of a panel copies the
// panel to adjoining memory as it reads it, under cover of its arithmetic. Where `panels` is given,
// all panels are kept there, for later products by the same b to find them packed.
TARGET static void FN(multiply)(
    float *c, const float *a, ptrdiff_t a_row, ptrdiff_t a_step, const float *b, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t count, float *panels, const bool are_packed) {
  float panel[DEPTH * WIDTH] __attribute__((aligned(64)));
  const bool is_small = count * columns <= DEPTH * WIDTH;
  const ptrdiff_t blocks = (count + DEPTH - 1) / DEPTH;
  ptrdiff_t done = 0;
  for (ptrdiff_t block = 0; block < blocks || block == 0; block++) {
    const ptrdiff_t depth = (count - done + blocks - block - 1) / (blocks > 0 ? blocks - block : 1);
    for (ptrdiff_t column = 0; column < columns; column += WIDTH) {
      const ptrdiff_t width = columns - column < WIDTH ? columns - column : WIDTH;
      const int vectors = (int)((width + LANES - 1) / LANES);
      float *const packed = panels ? panels + column * count + done * WIDTH : panel;
      FN(Place) at = {
          .c = c + column, .c_row = columns, .a = a + done * a_step, .a_row = a_row,
          .a_step = a_step, .b = are_packed ? packed : b + done * columns + column,
          .b_step = are_packed ? WIDTH : columns, .packed = packed,
          .count = depth, .fetch = (const char *)b, .fetch_step = 1, .adds = block > 0,
          .mask = FN(mask)((int)width - (vectors - 1) * LANES)};
      bool packs = panels ? !are_packed : !is_small && rows >= 2 * HEIGHT;
      const bool is_far = packs && count * columns >= FAR;
      const float *next = column + WIDTH < columns ? at.b + WIDTH : b + (done + depth) * columns;
      for (ptrdiff_t row = 0; row < rows; row += HEIGHT) {
        const int height = rows - row < HEIGHT ? (int)(rows - row) : HEIGHT;
        if (is_far && (row == HEIGHT || row == 2 * HEIGHT)) {
          // The next panel, a line of every row of it a tile: the line its row begins in came with
          // this panel. Packing it would else wait for memory.
          at.fetch = (const char *)(next + (row == HEIGHT ? LANES : WIDTH - 1));
          at.fetch_step = columns * (ptrdiff_t)sizeof *b;
        } else if (at.fetch_step > 0 && depth > 0) {
          next_piece(depth, &at.fetch, &at.fetch_step);
        }
        if (a_row == 1) {
          FN(tile_of_columns)(&at, height, vectors, width == WIDTH, packs);
        } else {
          FN(tile_of_rows)(&at, height, vectors, width == WIDTH, packs);
        }
        if (packs) {
          at.b = packed;
          at.b_step = WIDTH;
          packs = false;
        }
        at.c += HEIGHT * columns;
        at.a += HEIGHT * a_row;
      }
    }
    done += depth;
  }
}

// Copies columns of a transposed matrix to a panel: `width` lines of `depth` numbers.
TARGET static void FN(turn_panel)(
    float *panel, const float *from, ptrdiff_t from_row, ptrdiff_t width, ptrdiff_t depth) {
  for (ptrdiff_t column = 0; column < width; column += LANES) {
    const int lines = width - column < LANES ? (int)(width - column) : LANES;
    const float *line = from + column * from_row;
    for (ptrdiff_t k = 0; k < depth; k += LANES) {
      const int count = depth - k < LANES ? (int)(depth - k) : LANES;
      float *to = panel + k * WIDTH + column;
      if (lines == LANES && count == LANES) {
        FN(turn)(to, WIDTH, line + k, from_row, LANES, LANES, 1);
      } else {
        FN(turn)(to, WIDTH, line + k, from_row, lines, count, 1);
      }
    }
  }
}

// c = a·bᵀ, b [columns, count] row-major: each panel is turned over before its rows pass by.
TARGET static void FN(multiply_transposed)(
    float *c, const float *a, const float *b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t count) {
  float panel[DEPTH * WIDTH] __attribute__((aligned(64)));
  const ptrdiff_t blocks = (count + DEPTH - 1) / DEPTH;
  ptrdiff_t done = 0;
  for (ptrdiff_t block = 0; block < blocks || block == 0; block++) {
    const ptrdiff_t depth = (count - done + blocks - block - 1) / (blocks > 0 ? blocks - block : 1);
    for (ptrdiff_t column = 0; column < columns; column += WIDTH) {
      const ptrdiff_t width = columns - column < WIDTH ? columns - column : WIDTH;
      const int vectors = (int)((width + LANES - 1) / LANES);
      FN(turn_panel)(panel, b + column * count + done, count, width, depth);
      FN(Place) at = {
          .c = c + column, .c_row = columns, .a = a + done, .a_row = count, .a_step = 1,
          .b = panel, .b_step = WIDTH, .packed = panel, .count = depth,
          .fetch = (const char *)b, .fetch_step = 0, .adds = block > 0,
          .mask = FN(mask)((int)width - (vectors - 1) * LANES)};
      for (ptrdiff_t row = 0; row < rows; row += HEIGHT) {
        const int height = rows - row < HEIGHT ? (int)(rows - row) : HEIGHT;
        FN(tile_of_rows)(&at, height, vectors, width == WIDTH, false);
        at.c += HEIGHT * columns;
        at.a += HEIGHT * count;
      }
    }
    done += depth;
  }
}

// cᵀ = aᵀ·b for a [count, rows] and c [columns, rows] with at most NARROW rows: such a c would
// leave most lanes of its vectors empty, its transpose fills them. `b` is [count, columns], or
// [columns, count] where it is to be turned over.
TARGET static void FN(multiply_narrow)(
    float *c, const float *a, const float *b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t count,
    bool turns_b) {
  float panel[DEPTH * WIDTH] __attribute__((aligned(64)));
  float turned[NARROW * WIDTH] __attribute__((aligned(64)));
  const ptrdiff_t blocks = (count + DEPTH - 1) / DEPTH;
  for (ptrdiff_t column = 0; column < columns; column += WIDTH) {
    const ptrdiff_t width = columns - column < WIDTH ? columns - column : WIDTH;
    const int vectors = (int)((width + LANES - 1) / LANES);
    ptrdiff_t done = 0;
    for (ptrdiff_t block = 0; block < blocks; block++) {
      const ptrdiff_t depth = (count - done + blocks - block - 1) / (blocks - block);
      if (turns_b) FN(turn_panel)(panel, b + column * count + done, count, width, depth);
      FN(Place) at = {
          .c = turned, .c_row = WIDTH, .a = a + done * rows, .a_row = 1, .a_step = rows,
          .b = turns_b ? panel : b + done * columns + column,
          .b_step = turns_b ? WIDTH : columns, .packed = panel, .count = depth,
          .fetch = (const char *)b, .fetch_step = 0, .adds = block > 0,
          .mask = FN(mask)((int)width - (vectors - 1) * LANES)};
      for (ptrdiff_t row = 0; row < rows; row += HEIGHT) {
        const int height = rows - row < HEIGHT ? (int)(rows - row) : HEIGHT;
        FN(tile_of_columns)(&at, height, vectors, width == WIDTH, false);
        at.c += HEIGHT * WIDTH;
        at.a += HEIGHT;
      }
      done += depth;
    }
    for (ptrdiff_t part = 0; part < width; part += LANES) {
      const int some = width - part < LANES ? (int)(width - part) : LANES;
      for (ptrdiff_t row = 0; row < rows; row += LANES) {
        const int lines = rows - row < LANES ? (int)(rows - row) : LANES;
        FN(turn)(
            c + (column + part) * rows + row, rows, turned + row * WIDTH + part, WIDTH, lines, some,
            0);
      }
    }
  }
}

TARGET static void FN(forward_product)(
    float *restrict y, const float *restrict x, const float *restrict w, ptrdiff_t rows,
    ptrdiff_t inputs, ptrdiff_t outputs) {
  if (outputs <= NARROW && rows >= LANES && inputs > 0) {
    FN(multiply_narrow)(y, w, x, outputs, rows, inputs, true);
    return;
  }
  FN(multiply)(y, x, inputs, 1, w, rows, outputs, inputs, NULL, false);
}

TARGET static void FN(weight_gradient)(
    float *restrict dw, const float *restrict x, const float *restrict dy, ptrdiff_t rows,
    ptrdiff_t inputs, ptrdiff_t outputs) {
  if (outputs <= NARROW && inputs >= LANES && rows > 0) {
    FN(multiply_narrow)(dw, dy, x, outputs, inputs, rows, false);
    return;
  }
  FN(multiply)(dw, x, 1, inputs, dy, inputs, outputs, rows, NULL, false);
}

TARGET static void FN(weight_gradient_rows)(
    float *restrict dw, const float *restrict x, const float *restrict dy, ptrdiff_t rows,
    ptrdiff_t inputs, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t count,
    float *restrict panels) {
  if (count == inputs) {
    FN(weight_gradient)(dw, x, dy, rows, inputs, outputs);
    return;
  }
  // A lower block than a tile neither packs nor finds what another one packed.
  if (count < HEIGHT) panels = NULL;
  FN(multiply)(
      dw, x + first, 1, inputs, dy, count, outputs, rows, panels,
      panels && first > 0);
}

TARGET static void FN(input_gradient)(
    float *restrict dx, const float *restrict dy, const float *restrict w, ptrdiff_t rows,
    ptrdiff_t inputs, ptrdiff_t outputs) {
  FN(multiply_transposed)(dx, dy, w, rows, inputs, outputs);
}

#undef INLINE
#undef WIDTH
