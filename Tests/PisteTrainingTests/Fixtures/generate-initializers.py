"""Writes initializers.json: weights of every initializer, drawn from the stream by NumPy.

    python generate-initializers.py       needs numpy alone

The stream is that of Tests/PisteCoreTests/Scripts/random_stream.py. Matrices are `[out, in]` and
are filled row by row. Bounds and deviations are those of the papers; the orthogonal matrix is what
the QR decomposition of LAPACK makes of the same normal numbers once the signs of R's diagonal are
turned to plus, which is what orthogonalizing the vectors one after the other gives.
"""

import json
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "PisteCoreTests" / "Scripts"))

from random_stream import Stream  # noqa: E402

SEED, SHAPES = 17, [(4, 6), (5, 3)]


def uniforms(stream, shape, low, high):
    return np.array([low + (high - low) * stream.uniform() for _ in range(math.prod(shape))])


def normals(stream, shape, deviation):
    return deviation * np.array([stream.normal() for _ in range(math.prod(shape))])


def truncated(stream, shape, deviation, cut):
    """Each number is drawn again until it lies within the cut."""
    values = []
    while len(values) < math.prod(shape):
        z = stream.normal()
        if abs(z) <= cut:
            values.append(deviation * z)
    return np.array(values)


def orthogonal(stream, shape, gain):
    count, length = min(shape), max(shape)
    columns = normals(stream, (count, length), 1).reshape(count, length).T
    q, r = np.linalg.qr(columns)
    q = q * np.sign(np.diag(r))
    return gain * (q.T if shape[0] <= shape[1] else q).ravel()


def sparse(stream, shape, sparsity, deviation):
    """An exact share of every input's weights is zero."""
    w = normals(stream, shape, deviation).reshape(shape)
    order = list(range(shape[0]))
    for column in range(shape[1]):
        stream.shuffle(order)
        w[order[: math.ceil(sparsity * shape[0])], column] = 0
    return w.ravel()


def within(bound):
    return lambda s, shape: uniforms(s, shape, -bound(*shape), bound(*shape))


def spread(deviation):
    return lambda s, shape: normals(s, shape, deviation(*shape))


CASES = {
    "constant": lambda s, shape: np.full(math.prod(shape), 0.25),
    "uniform": lambda s, shape: uniforms(s, shape, -0.2, 0.3),
    "normal": spread(lambda o, i: 0.2),
    "truncated-normal": lambda s, shape: truncated(s, shape, 0.5, 1.5),
    "xavier-uniform": within(lambda o, i: 1.5 * math.sqrt(6 / (i + o))),
    "xavier-normal": spread(lambda o, i: 1.5 * math.sqrt(2 / (i + o))),
    "kaiming-uniform-in": within(lambda o, i: 1.2 * math.sqrt(3 / i)),
    "kaiming-uniform-out": within(lambda o, i: 1.2 * math.sqrt(3 / o)),
    "kaiming-normal-in": spread(lambda o, i: 1.2 / math.sqrt(i)),
    "kaiming-normal-out": spread(lambda o, i: 1.2 / math.sqrt(o)),
    "lecun-uniform-in": within(lambda o, i: math.sqrt(3 / i)),
    "lecun-uniform-out": within(lambda o, i: math.sqrt(3 / o)),
    "lecun-normal-in": spread(lambda o, i: 1 / math.sqrt(i)),
    "lecun-normal-out": spread(lambda o, i: 1 / math.sqrt(o)),
    "orthogonal": lambda s, shape: orthogonal(s, shape, 1.4),
    "sparse": lambda s, shape: sparse(s, shape, 0.3, 0.4),
    "pytorch": within(lambda o, i: 1 / math.sqrt(i)),
}


def lsuv(widths, rows):
    """Orthogonal weights, each layer's then scaled until its sums vary by 1 to within a tenth."""
    stream = Stream(SEED, "weights")
    layers = [
        orthogonal(stream, (o, i), 1).reshape(o, i) for i, o in zip(widths, widths[1:])
    ]
    draw = Stream(SEED, "rows")
    # Numbers that Float32 holds exactly.
    inputs = np.round(256 * (3 * normals(draw, (rows, widths[0]), 1) + 0.5)) / 256
    x = inputs.reshape(rows, widths[0])
    for place, w in enumerate(layers):
        for _ in range(10):
            variance = np.var(x @ w.T)
            if abs(variance - 1) < 0.1:
                break
            w /= math.sqrt(variance)
        x = np.tanh(x @ w.T)
    return {
        "widths": widths, "inputs": inputs.tolist(),
        "weights": [w.ravel().tolist() for w in layers],
    }


def main():
    cases = [
        {"name": name, "outputs": shape[0], "inputs": shape[1],
         "weights": make(Stream(SEED, "weights"), shape).tolist()}
        for name, make in CASES.items() for shape in SHAPES
    ]
    biases = uniforms(Stream(SEED, "biases"), (7,), -1 / math.sqrt(5), 1 / math.sqrt(5))
    result = {
        "numpy": np.__version__, "seed": SEED, "cases": cases,
        "uniform_biases": {"inputs": 5, "values": biases.tolist()}, "lsuv": lsuv([5, 8, 6, 3], 20),
    }
    path = HERE.with_name("initializers.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(path.stat().st_size, "bytes,", len(cases), "cases")


main()
