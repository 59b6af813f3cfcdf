"""Writes quadratic-deep.json: what is known of DeepOBS's quadratic_deep, by NumPy alone.

    python generate-quadratic-deep.py       needs numpy

The legacy generator RandomState(42) gives 90 eigenvalues from 0 to 1, ten from 30 to 60, and then
the rotation: a uniform angle for the plane, and for every further dimension a normal vector, at
whose bisector with the first axis the space is mirrored. Rows are 0.6 times normal numbers of
RandomState(42) for training and RandomState(43) for testing, kept in Float32.
"""

import json
import math
import pathlib

import numpy as np

DIMENSION, ROWS, TEST_ROWS = 100, 1000, 896


def rotation(dimension, random):
    angle = 2 * math.pi * random.uniform()
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    while len(turn) < dimension:
        size = len(turn) + 1
        direction = random.normal(size=size)
        normal = np.eye(size)[0] - direction / np.linalg.norm(direction)
        normal /= np.linalg.norm(normal)
        wider = np.eye(size)
        wider[1:, 1:] = turn
        turn = wider - 2 * np.outer(normal, normal @ wider)
    return -turn


def main():
    random = np.random.RandomState(42)
    values = np.concatenate([random.uniform(0, 1, 90), random.uniform(30, 60, 10)])
    turn = rotation(DIMENSION, random)
    hessian = turn.T @ np.diag(values) @ turn
    draw = lambda seed, rows: np.random.RandomState(seed).normal(
        0, 0.6, (ROWS, DIMENSION))[:rows].astype(np.float32).astype(float)
    train, test = draw(42, ROWS), draw(43, TEST_ROWS)

    def loss(theta):
        apart = theta - test
        return float(np.mean(0.5 * np.einsum("ni,ij,nj->n", apart, hessian, apart)))

    found = np.linalg.eigvalsh(hessian)
    least, largest = found[0], found[-1]
    root = math.sqrt(largest / least)
    momentum = ((root - 1) / (root + 1)) ** 2
    result = {
        "numpy": np.__version__,
        "loss": {
            "ones": loss(np.ones(DIMENSION)), "zeros": loss(np.zeros(DIMENSION)),
            "training_mean": loss(train.mean(0)), "test_mean": loss(test.mean(0)),
        },
        "eigenvalues": {
            "sum": float(values.sum()), "least": float(values.min()),
            "largest": float(values.max()), "first": float(values[0]),
        },
        "hessian_rows": [hessian[0].tolist(), hessian[57].tolist()],
        "last_test_numbers": test[-1, -3:].tolist(),
        "condition": largest / least, "descent_limit": 2 / largest,
        "heavy_ball_limit": 2 * 1.99 / largest,
        "heavy_ball_rate": (2 / (math.sqrt(largest) + math.sqrt(least))) ** 2,
        "heavy_ball_momentum": momentum, "nesterov_momentum": math.sqrt(momentum),
    }
    path = pathlib.Path(__file__).with_name("quadratic-deep.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print({k: v for k, v in result.items() if k != "hessian_rows"})


main()
