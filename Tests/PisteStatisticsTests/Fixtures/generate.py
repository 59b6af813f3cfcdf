"""Writes statistics.json: values of SciPy that the Swift statistics are held against.

Run with a Python that has NumPy and SciPy: python generate.py
"""
import json
import pathlib

import numpy as np
import scipy
from scipy import stats

samples = [
    [0.881, 0.884, 0.879, 0.886, 0.883],
    [0.878, 0.882, 0.877, 0.880, 0.881],
    [1e9 + 1, 1e9 + 2, 1e9 + 4],
    [-3.0, 0.0, 12.0, 7.5, 1e-3, 4.25, 9.0],
]
ps = [1e-12, 1e-6, 0.005, 0.025, 0.3, 0.5, 0.6, 0.9, 0.975, 0.995, 0.9999]
dfs = [1, 2, 3, 4, 4.5, 7.49846754, 9, 30, 100, 1000, 1e6]
ts = [-50.0, -4.0, -1.0, -1e-3, 0.0, 1e-6, 0.5, 2.0, 3.5, 12.0, 300.0]


def interval(values, level):
    return list(stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values)))


def difference(result, level):
    low, high = result.confidence_interval(level)
    return {
        "t": result.statistic, "df": result.df, "p": result.pvalue, "low": low, "high": high,
        "level": level,
    }


out = {
    "scipy": scipy.__version__,
    "moments": [
        {
            "values": v, "mean": float(np.mean(v)), "sd": float(np.std(v, ddof=1)),
            "se": float(stats.sem(v)), "interval95": interval(v, 0.95),
            "interval80": interval(v, 0.80),
        }
        for v in samples
    ],
    "cumulative": [{"t": t, "df": d, "p": float(stats.t.cdf(t, d))} for d in dfs for t in ts],
    "quantile": [{"p": p, "df": d, "t": float(stats.t.ppf(p, d))} for d in dfs for p in ps],
    "normal": [{"p": p, "z": float(stats.norm.ppf(p))} for p in ps],
    "welch": [
        {"first": a, "second": b,
         **difference(stats.ttest_ind(a, b, equal_var=False), 0.95)}
        for a, b in [(samples[0], samples[1]), (samples[0], samples[3]), (samples[3], samples[1])]
    ],
    "paired": [
        {"first": samples[0], "second": samples[1],
         **difference(stats.ttest_rel(samples[0], samples[1]), 0.95)},
        {"first": samples[3][:5], "second": samples[0],
         **difference(stats.ttest_rel(samples[3][:5], samples[0]), 0.9)},
    ],
    "wilson": [
        {"k": k, "n": n, "level": level,
         "low": stats.binomtest(k, n).proportion_ci(level, "wilson").low,
         "high": stats.binomtest(k, n).proportion_ci(level, "wilson").high}
        for k, n, level in [(0, 5, 0.95), (1, 5, 0.95), (5, 5, 0.95), (37, 200, 0.9), (8812, 10000, 0.99)]
    ],
}
path = pathlib.Path(__file__).with_name("statistics.json")
text = json.dumps(out, indent=1, default=lambda number: number.item(), allow_nan=False)
path.write_text(text + "\n")
