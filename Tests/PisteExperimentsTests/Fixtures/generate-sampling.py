"""Writes sampling.json: points and quantiles of SciPy that the Swift sampler is held against.

Run with a Python that has NumPy and SciPy: python generate-sampling.py
"""
import json
import math
import pathlib

import numpy as np
import scipy
from scipy import stats
from scipy.stats import qmc

DIMENSIONS = 192
INDICES = [*range(9), 100, 1023, 65_535, 1_000_000]

# As fractions of 2**30, which is what SciPy computes with.
points = []
for index in INDICES:
    sobol = qmc.Sobol(DIMENSIONS, scramble=False, bits=30)
    if index:
        sobol.fast_forward(index)
    row = sobol.random(1)[0] * 2**30
    assert np.all(row == np.rint(row))
    points.append({"index": index, "coordinates": [int(x) for x in row]})

ps = [1e-9, 0.001, 0.05, 0.3, 0.5, 0.62, 0.9, 0.999, 1 - 1e-9]


def truncated(mean, deviation, low, high):
    return stats.truncnorm((low - mean) / deviation, (high - mean) / deviation, mean, deviation)


laws = [
    ("uniform", [-2.0, 3.0], stats.uniform(-2, 5)),
    ("integers", [3, 11], stats.randint(3, 12)),
    ("logUniform", [1e-4, 0.3], stats.loguniform(1e-4, 0.3)),
    ("normal", [1.5, 0.25], stats.norm(1.5, 0.25)),
    ("truncatedNormal", [0.5, 0.4, 0.0, 0.9], truncated(0.5, 0.4, 0.0, 0.9)),
    ("logNormal", [-5.0, 1.2], stats.lognorm(1.2, scale=math.exp(-5))),
    ("beta", [2.0, 5.0], stats.beta(2, 5)),
    ("beta", [0.5, 0.5], stats.beta(0.5, 0.5)),
]
out = {
    "scipy": scipy.__version__,
    "sobol": points,
    "laws": [
        {
            "kind": kind, "parameters": parameters, "p": p, "value": float(law.ppf(p)),
            "mean": float(law.mean()), "variance": float(law.var()),
        }
        for kind, parameters, law in laws
        for p in ps
    ],
}
path = pathlib.Path(__file__).with_name("sampling.json")
path.write_text(json.dumps(out) + "\n")
