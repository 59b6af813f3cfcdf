"""Writes quadratic-deep-runs.json: the runs of experiments/deepobs-quadratic-deep.yaml and of its
reshuffled twin, by NumPy in Float64.

    python reproduce-quadratic-deep.py        needs numpy

Nothing of the program is used: the problem is drawn as generate-quadratic-deep.py draws it, the orders
of the rows come from PisteCoreTests/Scripts/random_stream.py, and the three rules are written out below.
A rate that blows up, or ends above ten times the first epoch, is null.
"""

import json
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "PisteCoreTests" / "Scripts"))
from random_stream import Stream  # noqa: E402

DIMENSION, ROWS, TEST_ROWS, BATCH, EPOCHS = 100, 1000, 896, 128, 100
RATES = [10 ** (-5 + 0.2 * k) for k in range(36)]
SEEDS = range(42, 52)


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


def rows(seed, count):
    drawn = np.random.RandomState(seed).normal(0, 0.6, (ROWS, DIMENSION))[:count]
    return drawn.astype(np.float32).astype(float)


def problem():
    random = np.random.RandomState(42)
    values = np.concatenate([random.uniform(0, 1, 90), random.uniform(30, 60, 10)])
    turn = rotation(DIMENSION, random)
    return turn.T @ np.diag(values) @ turn, rows(42, ROWS), rows(43, TEST_ROWS)


def order(stream):
    drawn = list(range(ROWS))
    stream.shuffle(drawn)
    return drawn


def orders(seed, shuffle):
    """The rows of every epoch; frozen is the first epoch's order throughout."""
    stream = Stream(seed, "batches")
    first = order(stream)
    return [first if epoch == 0 or shuffle == "frozen" else order(stream) for epoch in range(EPOCHS)]


class SGD:
    def step(self, theta, gradient, rate):
        return theta - rate * gradient


class Momentum:
    def __init__(self):
        self.velocity = 0

    def step(self, theta, gradient, rate):
        self.velocity = 0.99 * self.velocity + gradient
        return theta - rate * self.velocity


class Adam:
    """With ε added to the root of the raw second moment, as TensorFlow has it."""

    def __init__(self):
        self.mean, self.square, self.count = 0, 0, 0

    def step(self, theta, gradient, rate):
        self.count += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.999 * self.square + 0.001 * gradient**2
        rate *= math.sqrt(1 - 0.999**self.count) / (1 - 0.9**self.count)
        return theta - rate * self.mean / (np.sqrt(self.square) + 1e-8)


RULES = {"SGD": SGD, "momentum 0.99": Momentum, "Adam": Adam}


def final_test_loss(hessian, train, test, means, rule, rate):
    """means: of each step's batch, [epochs][steps][D]; the gradient needs no more."""

    def loss(theta, data):
        apart = theta - data
        return float(np.mean(0.5 * np.sum((apart @ hessian) * apart, axis=1)))

    theta, optimizer = np.ones(DIMENSION), rule()
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in means:
            for mean in epoch:
                theta = optimizer.step(theta, hessian @ (theta - mean), rate)
            if not np.all(np.isfinite(theta)):
                return None
        found = loss(theta, test)
    return found if found < 10 * 353.446766 else None


def main():
    hessian, train, test = problem()
    result = {"numpy": np.__version__, "rates": RATES, "seeds": list(SEEDS), "orders": {}}
    for shuffle in ("frozen", "each-epoch"):
        means = {}
        for seed in SEEDS:
            steps = ROWS // BATCH
            means[seed] = [
                [train[drawn[BATCH * k : BATCH * (k + 1)]].mean(0) for k in range(steps)]
                for drawn in orders(seed, shuffle)
            ]
        levels = {}
        for name, rule in RULES.items():
            run = lambda seed, rate: final_test_loss(  # noqa: E731
                hessian, train, test, means[seed], rule, rate)
            tuned = [run(42, rate) for rate in RATES]
            best = min((loss, k) for k, loss in enumerate(tuned) if loss is not None)[1]
            final = [run(seed, RATES[best]) for seed in SEEDS]
            levels[name] = {"tuned": tuned, "best": RATES[best], "final": final}
            finite = sum(loss is not None for loss in tuned)
            print(
                f"{shuffle:10} {name:14} lr {RATES[best]:.6g}: {np.mean(final):.4f} ± "
                f"{np.std(final, ddof=1):.4f}, {finite} of 36 finite")
        result["orders"][shuffle] = levels
    path = HERE / "quadratic-deep-runs.json"
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
