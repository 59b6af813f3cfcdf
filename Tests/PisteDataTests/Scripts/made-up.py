"""Writes Fixtures/made-up.json: rows of every set that is made up, drawn by NumPy.

    python made-up.py       needs numpy alone

The stream is that of Tests/PisteCoreTests/Scripts/random_stream.py, for the purpose of the set's
name. Each set is written from its description in the documentation: what is drawn once comes
first, then the rows one after the other, each its place and then its noise.
"""

import json
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "PisteCoreTests" / "Scripts"))

from random_stream import Stream  # noqa: E402

ROWS = 7


def blurred(stream, place, noise):
    return [value + noise * stream.normal() for value in place]


def spirals(stream, noise, turns):
    """Two arms r = angle/π, half a turn apart; the root spreads points evenly over the disc."""
    for row in range(ROWS):
        radius = 2 * turns * math.sqrt(stream.uniform())
        angle = math.pi * (radius + row % 2)
        yield blurred(stream, [radius * math.cos(angle), radius * math.sin(angle)], noise), row % 2


def moons(stream, noise):
    """The upper half of the unit circle, and the lower half of one about (1, ½)."""
    for row in range(ROWS):
        angle = math.pi * stream.uniform()
        place = [math.cos(angle), math.sin(angle)]
        if row % 2:
            place = [1 - place[0], 0.5 - place[1]]
        yield blurred(stream, place, noise), row % 2


def xor(stream, noise, points):
    for row in range(ROWS):
        if points == "corners":
            place = [1.0 if row & 2 else -1.0, 1.0 if row & 1 else -1.0]
        else:
            place = [2 * stream.uniform() - 1, 2 * stream.uniform() - 1]
        yield blurred(stream, place, noise), int((place[0] < 0) != (place[1] < 0))


def linear_regression(stream, noise):
    w, b = np.array([stream.normal() for _ in range(10)]), stream.normal()
    for _ in range(ROWS):
        x = np.array([stream.normal() for _ in range(10)])
        yield x.tolist(), float(w @ x + b + noise * stream.normal())


def teacher_student(stream, noise, features, teacher_hidden):
    widths, layers = [features, *teacher_hidden, 1], []
    for inputs, outputs in zip(widths, widths[1:]):
        draw = lambda *shape: np.array(
            [stream.normal() for _ in range(math.prod(shape))]).reshape(shape) / math.sqrt(inputs)
        layers.append((draw(outputs, inputs), draw(outputs)))
    for _ in range(ROWS):
        x = np.array([stream.normal() for _ in range(features)])
        y = x
        for place, (w, b) in enumerate(layers):
            y = w @ y + b
            if place < len(layers) - 1:
                y = np.tanh(y)
        yield x.tolist(), float(y[0] + noise * stream.normal())


def shifts(stream, noise, dimension):
    for _ in range(ROWS):
        yield [noise * stream.normal() for _ in range(dimension)], 0


def rotation(seed, dimension):
    """Uniform over all rotations: a turn of the plane, mirrored up one dimension after another."""
    stream = Stream(seed, "rotation")
    angle = 2 * math.pi * stream.uniform()
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    while len(turn) < dimension:
        size = len(turn) + 1
        direction = np.array([stream.normal() for _ in range(size)])
        normal = np.eye(size)[0] - direction / np.linalg.norm(direction)
        normal /= np.linalg.norm(normal)
        wider = np.eye(size)
        wider[1:, 1:] = turn
        turn = wider - 2 * np.outer(normal, normal @ wider)
    return (-turn).ravel().tolist()


# Set, noise, seed, arguments of the settings.
CASES = [
    ("spirals", spirals, 0.1, 0, {"turns": 1.5}), ("spirals", spirals, 0.3, 5, {"turns": 3}),
    ("moons", moons, 0.1, 0, {}), ("moons", moons, 0, 5, {}),
    ("xor", xor, 0.1, 0, {"points": "square"}), ("xor", xor, 0.2, 5, {"points": "corners"}),
    ("linear-regression", linear_regression, 0.1, 0, {}),
    ("linear-regression", linear_regression, 0.5, 5, {}),
    ("teacher-student", teacher_student, 0.1, 0, {"features": 10, "teacher_hidden": [16]}),
    ("teacher-student", teacher_student, 0.2, 5, {"features": 3, "teacher_hidden": [4, 2]}),
    ("quadratic", shifts, 0.3, 5, {"dimension": 4}),
    ("rosenbrock", shifts, 0.2, 0, {"dimension": 3}),
]


def main():
    cases = []
    for name, draw, noise, seed, arguments in CASES:
        rows = list(draw(Stream(seed, name), noise, **arguments))
        cases.append({
            "name": name, "noise": noise, "seed": seed,
            "arguments": {f"dataset.{key}": value for key, value in arguments.items()},
            "inputs": [value for x, _ in rows for value in x], "targets": [y for _, y in rows],
        })
    result = {
        "numpy": np.__version__, "rows": ROWS, "cases": cases,
        "rotations": [
            {"seed": seed, "dimension": dimension, "values": rotation(seed, dimension)}
            for seed, dimension in ((0, 2), (5, 4), (1, 6))
        ],
    }
    path = HERE.parents[1] / "Fixtures" / "made-up.json"
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(path.stat().st_size, "bytes,", len(cases), "cases")


main()
