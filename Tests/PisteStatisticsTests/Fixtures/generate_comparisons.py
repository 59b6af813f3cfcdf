"""Writes comparisons.json: what SciPy, NumPy and plain enumeration say of tests, effects and curves.

Run with a Python that has NumPy and SciPy: python generate_comparisons.py
"""
import itertools
import json
import math
import pathlib

import numpy as np
import scipy
from scipy import integrate, optimize, stats
from scipy.stats import _resampling

MASK = (1 << 64) - 1


class RandomStream:
    """xoshiro256** seeded through SplitMix64, as PisteCore's stream of a seed and a purpose."""

    def __init__(self, seed, purpose):
        value = 0xCBF29CE484222325
        for byte in purpose.encode():
            product = (value ^ (byte + 1)) * 0x9E3779B97F4A7C15
            value = (product & MASK) ^ (product >> 64)
        state = seed ^ value
        self.s = []
        for _ in range(4):
            state = (state + 0x9E3779B97F4A7C15) & MASK
            z = state
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ (z >> 31))

    @staticmethod
    def turn(x, k):
        return ((x << k) | (x >> (64 - k))) & MASK

    def next(self):
        s = self.s
        result = (self.turn((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = self.turn(s[3], 45)
        return result

    def below(self, bound):
        threshold = (1 << 64) % bound
        while True:
            product = self.next() * bound
            if (product & MASK) >= threshold:
                return product >> 64


def replicates(strata, statistic, resamples, seed):
    stream = RandomStream(seed, "bootstrap")
    result = []
    for _ in range(resamples):
        drawn = [np.array([x[stream.below(len(x))] for _ in x]) for x in strata]
        result.append(statistic(*drawn))
    return np.array(result)


def bootstrap(name, strata, statistic, resamples, seed, level):
    strata = [np.array(x) for x in strata]
    values = replicates(strata, statistic, resamples, seed)
    tail = (1 - level) / 2
    # A replicate that rounding alone parts from the statistic is equal to it.
    known = statistic(*strata)
    values[abs(values - known) <= 1e-12 * (values.max() - values.min())] = known
    interval = _resampling._bca_interval(tuple(strata), statistic, -1, tail, values, None, np)
    low, high, acceleration = [float(np.squeeze(x)) for x in interval]
    return {
        "name": name, "strata": [list(x) for x in strata], "resamples": resamples, "seed": seed,
        "level": level, "first": list(values[:5]), "acceleration": acceleration,
        "levels": [low, high],
        "percentile": [np.percentile(values, 100 * tail), np.percentile(values, 100 * (1 - tail))],
        "bca": [np.percentile(values, 100 * low), np.percentile(values, 100 * high)],
    }


a = [0.881, 0.884, 0.879, 0.886, 0.883]
b = [0.878, 0.882, 0.877, 0.880, 0.881]
x8 = [0.10, 0.52, 0.61, 0.70, 0.71, 0.83, 0.85, 0.90]
u = [1.1, 2.5, 0.3, 4.2, 2.5, 3.3, 7.0]
v = [2.5, 0.1, 0.2, 1.1, 5.0]
w = [0.12, -0.4, 0.31, 0.05, 0.77, -0.02, 0.48, 0.9, 0.33, -0.11, 0.27, 0.64]
tied = [1.0, -1.0, 2.0, 2.0, 0.0, 3.0, -0.5, 2.0, 0.0, 1.5]
mean = lambda x, axis=-1: np.mean(x, axis=axis)
gap = lambda x, y, axis=-1: np.mean(x, axis=axis) - np.mean(y, axis=axis)


def two_samples(x, y):
    u_of = lambda x, y, axis=-1: stats.mannwhitneyu(x, y, axis=axis, method="asymptotic").statistic
    exact = stats.permutation_test(
        (x, y), u_of, vectorized=True, n_resamples=np.inf, alternative="two-sided", axis=-1)
    # In whole ten-thousandths, since rounding parts equal sums: a against b would give 26/252, not 28.
    whole = (np.rint(1e4 * np.array(x)), np.rint(1e4 * np.array(y)))
    means = stats.permutation_test(
        whole, gap, vectorized=True, n_resamples=np.inf, alternative="two-sided", axis=-1)
    plain = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=False)
    usual = stats.mannwhitneyu(x, y, method="asymptotic")
    sx, sy = np.var(x, ddof=1), np.var(y, ddof=1)
    freedom = len(x) + len(y) - 2
    d = (np.mean(x) - np.mean(y)) / math.sqrt(((len(x) - 1) * sx + (len(y) - 1) * sy) / freedom)
    theta = float(usual.statistic) / (len(x) * len(y))
    k = (len(x) + len(y)) / 2 - 1
    z = stats.norm.ppf(0.975)

    def distance(p):
        shape = 1 + k * (1 - p) / (2 - p) + k * p / (1 + p)
        return (p - theta) ** 2 - z * z * p * (1 - p) / (len(x) * len(y)) * shape

    low = optimize.brentq(distance, 1e-300, theta * (1 - 1e-12), xtol=1e-15) if theta > 0 else 0
    high = optimize.brentq(
        distance, theta + (1 - theta) * 1e-12 if theta > 0 else 1e-12, 1, xtol=1e-15
    ) if theta < 1 else 1
    return {
        "first": x, "second": y, "u": usual.statistic, "exact": exact.pvalue,
        "asymptotic": usual.pvalue, "uncorrected": plain.pvalue, "permutation": means.pvalue,
        "cohen": d, "hedges": d * (1 - 3 / (4 * freedom - 1)), "delta": 2 * theta - 1,
        "score": [low, high],
    }


def pairs(d):
    d = np.array(d)
    flips = stats.permutation_test(
        (d,), mean, vectorized=True, permutation_type="samples", n_resamples=np.inf,
        alternative="two-sided", axis=-1)

    def enumerated(ranks, signs):
        observed = sum(r for r, s in zip(ranks, signs) if s > 0)
        sums = [sum(r for r, t in zip(ranks, c) if t) for c in
                itertools.product([False, True], repeat=len(ranks))]
        less = sum(s <= observed + 1e-9 for s in sums) / len(sums)
        more = sum(s >= observed - 1e-9 for s in sums) / len(sums)
        return observed, min(1, 2 * min(less, more))

    kept = d[d != 0]
    statistic, dropped = enumerated(stats.rankdata(abs(kept)), kept)
    ranks = stats.rankdata(abs(d))[d != 0]
    _, ranked = enumerated(ranks, kept)
    asymptotic = lambda rule, correction: stats.wilcoxon(
        d, zero_method=rule, correction=correction, method="asymptotic").pvalue
    return {
        "differences": list(d), "statistic": statistic, "dropped": dropped, "ranked": ranked,
        "asymptotic": asymptotic("wilcox", False), "corrected": asymptotic("wilcox", True),
        "pratt": asymptotic("pratt", False), "flips": flips.pvalue,
    }


def range_cdf(q, k):
    f = lambda z: k * stats.norm.pdf(z) * (stats.norm.cdf(z) - stats.norm.cdf(z - q)) ** (k - 1)
    return integrate.quad(f, -12, 12, epsabs=1e-14, epsrel=1e-13, limit=500)[0]


def maximum(n):
    f = lambda z: z * n * stats.norm.pdf(z) * stats.norm.cdf(z) ** (n - 1)
    return integrate.quad(f, -11, 11, points=[0, 3], epsabs=1e-14, epsrel=1e-13, limit=500)[0]


def noncentral(t, df, shift):
    """By quadrature over the spread: SciPy's nct gives NaN for some arguments."""
    f = lambda r: stats.norm.cdf(t * r / math.sqrt(df) - shift) * stats.chi.pdf(r, df)
    center = math.sqrt(df)
    parts = [0, max(0, center - 3), center, center + 3, center + 15]
    return sum(integrate.quad(f, x, y, epsabs=1e-14, epsrel=1e-13, limit=500)[0]
               for x, y in zip(parts, parts[1:]))


def power(effect, seeds, paired, level):
    freedom = seeds - 1 if paired else 2 * seeds - 2
    shift = effect * math.sqrt(seeds if paired else seeds / 2)
    bound = stats.t.ppf(1 - level / 2, freedom)
    return float(stats.nct.sf(bound, freedom, shift) + stats.nct.cdf(-bound, freedom, shift))


def planning(effect, paired, level, wanted):
    needed = next(n for n in range(2, 5000) if power(effect, n, paired, level) >= wanted)
    detectable = optimize.brentq(
        lambda d: power(d, needed, paired, level) - wanted, effect / 5, effect, xtol=1e-14)
    return {
        "effect": effect, "paired": paired, "level": level, "power": wanted, "seeds": needed,
        "reached": power(effect, needed, paired, level), "detectable": detectable,
    }


def expected(values):
    subsets = [
        float(np.mean([max(c) for c in itertools.combinations(values, n)]))
        for n in range(1, len(values) + 1)
    ]
    ordered = np.sort(values)
    share = lambda x: np.mean(ordered <= x)
    below = lambda x: np.mean(ordered < x)
    drawn = [
        float(sum(x * (share(x) ** n - below(x) ** n) for x in set(values)))
        for n in range(1, len(values) + 1)
    ]
    return {"values": values, "without": subsets, "with": drawn}


def chance(levels, n):
    wins = np.zeros(len(levels))
    total = 0
    for choice in itertools.product(*[list(itertools.combinations(x, n)) for x in levels]):
        bests = np.array([max(c) for c in choice])
        best = bests == bests.max()
        wins += best / best.sum()
        total += 1
    return {"levels": levels, "trials": n, "chances": list(wins / total)}


def survival(times, reached, level):
    times, reached = np.array(times), np.array(reached)
    sample = stats.CensoredData(uncensored=times[reached], right=times[~reached])
    sf = stats.ecdf(sample).sf
    with np.errstate(all="ignore"):
        band = sf.confidence_interval(level, method="log-log")
    events = [i for i, t in enumerate(sf.quantiles) if t in times[reached]]
    clean = lambda p: None if np.isnan(p) else float(p)
    return {
        "times": list(times), "reached": [bool(r) for r in reached], "level": level,
        "at": [float(sf.quantiles[i]) for i in events],
        "survival": [float(sf.probabilities[i]) for i in events],
        "low": [clean(band.low.probabilities[i]) for i in events],
        "high": [clean(band.high.probabilities[i]) for i in events],
    }


def logrank(one, two):
    data = lambda s: stats.CensoredData(
        uncensored=[t for t, r in s if r], right=[t for t, r in s if not r])
    result = stats.logrank(data(one), data(two))
    split = lambda s: {"times": [t for t, _ in s], "reached": [r for _, r in s]}
    return {"first": split(one), "second": split(two), "z": result.statistic, "p": result.pvalue}


def friedman(results):
    rows = np.array(results)
    n, k = rows.shape
    chi, p = stats.friedmanchisquare(*rows.T)
    f = (n - 1) * chi / (n * (k - 1) - chi)
    return {
        "results": results, "ranks": list(stats.rankdata(rows, axis=1).mean(axis=0)), "chi": chi,
        "p": p, "f": f, "fp": stats.f.sf(f, k - 1, (k - 1) * (n - 1)),
    }


def anova(levels, cells):
    """Sums of squares as differences between nested least-squares fits."""
    y = np.array(cells).ravel()
    seeds = len(cells[0])
    codes = np.repeat(list(itertools.product(*[range(k) for k in levels])), seeds, axis=0)

    def columns(factors):
        names = [tuple(row[list(factors)]) for row in codes]
        return np.array([[n == m for m in sorted(set(names))] for n in names], float)

    def residual(sets):
        design = np.hstack([np.ones((len(y), 1))] + [columns(s) for s in sets])
        return float(((y - design @ np.linalg.lstsq(design, y, rcond=None)[0]) ** 2).sum())

    factors = range(len(levels))
    total = residual([])
    effects = []
    for size in range(1, len(levels) + 1):
        for chosen in itertools.combinations(factors, size):
            inside = [s for r in range(1, size) for s in itertools.combinations(chosen, r)]
            squares = residual(inside) - residual(inside + [chosen])
            freedom = int(np.prod([levels[f] - 1 for f in chosen]))
            within = residual([tuple(factors)]) / (len(y) - len(cells))
            effects.append({
                "factors": list(chosen), "share": squares / total,
                "p": stats.f.sf(squares / freedom / within, freedom, len(y) - len(cells)),
            })
    return {
        "levels": levels, "cells": cells, "effects": effects,
        "seeds": residual([tuple(factors)]) / total,
    }


def main_effect(settings, results):
    y = np.array(results)[np.argsort(settings, kind="stable")]
    c = y - y.mean()
    ordered = float(np.roll(c, -1) @ c / (c @ c))
    names = ["low" if s < 0.3 else "high" if s > 0.7 else "middle" for s in settings]
    groups = [np.array([r for r, n in zip(results, names) if n == m]) for m in sorted(set(names))]
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (len(y) - len(groups))
    return {
        "settings": settings, "names": names, "results": results, "ordered": ordered,
        "named": 1 - within / np.var(results, ddof=1),
    }


def trend(x, y):
    fit = stats.linregress(x, y)
    return {"x": x, "y": y, "slope": fit.slope, "error": fit.stderr, "p": fit.pvalue}


rng = np.random.default_rng(5)
grid = [
    list(np.round(i + 0.5 * i * j + 0.3 * k + rng.normal(0, 0.4, 3), 4))
    for i in range(2) for j in range(3) for k in range(2)
]
places = [float(s) for s in np.round(rng.uniform(0, 1, 30), 4)]
probabilities = [0.01, 0.04, 0.03, 0.005, 0.2, 0.03]
problems = [[float(v) for v in row] for row in np.round(rng.normal([0, 0.2, 0.5, 0.4], 0.3, (8, 4)), 1)]

out = {
    "scipy": scipy.__version__,
    "chiSquared": [{"x": x, "df": k, "p": stats.chi2.sf(x, k)}
                   for k in [1, 2, 3, 7, 40] for x in [0.0, 0.3, 2.0, 4.5, 30.0, 120.0]],
    "f": [{"f": f, "numerator": i, "denominator": j, "p": stats.f.sf(f, i, j)}
          for i, j in [(1, 3), (2, 6), (4, 44), (9.5, 2.5)] for f in [0.0, 0.2, 1.0, 3.857143, 40.0]],
    "noncentral": [{"t": t, "df": d, "shift": s, "p": noncentral(t, d, s)}
                   for d in [1, 4, 9.5, 60] for t in [-2.5, 0.0, 0.7, 2.2, 6.0]
                   for s in [-1.5, 0.4, 3.0, 9.0]],
    "range": [{"q": q, "k": k, "p": range_cdf(q, k)} for k in [2, 3, 6, 15] for q in [0.5, 2.0, 3.6, 6.0]],
    "maximum": [{"n": n, "mean": maximum(n)} for n in [1, 2, 3, 5, 10, 20, 36, 50, 100, 1000]],
    "trimmed": [{"values": x, "proportion": p, "mean": stats.trim_mean(x, p)}
                for x in [a, x8, w, tied] for p in [0.0, 0.1, 0.25, 0.4]],
    "quantile": [{"values": sorted(x), "p": p, "value": np.quantile(x, p)}
                 for x in [a, x8, w] for p in [0.0, 0.025, 0.3, 0.5, 0.9, 1.0]],
    "trend": [trend([1.0, 2.0, 3.0, 4.0, 5.0], a), trend(sorted(w), w[::-1])],
    "twoSamples": [two_samples(x, y) for x, y in
                   [(a, b), (u, v), (x8, w), ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), (tied[:4], tied[4:])]],
    "pairs": [pairs(d) for d in
              [[i - j for i, j in zip(a, b)], w, tied, [0.5, 0.25, 1.0, 2.0, 0.75, 0.1]]],
    "holm": [{
        "p": ps,
        "adjusted": [max(min(1, q * sum(r >= q for r in ps)) for q in ps if q <= p) for p in ps],
    } for ps in [probabilities, [0.5], [0.9, 0.8]]],
    "planning": [planning(d, paired, level, wanted) for d, paired, level, wanted in
                 [(2, False, 0.05, 0.8), (1.5, False, 0.05, 0.8), (1, False, 0.05, 0.8),
                  (0.5, False, 0.05, 0.8), (1.06, True, 0.05, 0.8), (0.3, True, 0.01, 0.9),
                  (4, True, 0.05, 0.8)]],
    "expected": [expected(x8), expected([float(x) for x in w[:7]]), expected([0.5, 0.5, 0.2])],
    "chances": [chance([x8[:5], [0.6, 0.7, 0.72, 0.75], [0.71, 0.2, 0.9]], n) for n in [1, 2, 3]],
    "survival": [
        survival([58, 57, 55, 66, 58, 43, 39, 39, 55, 41], [True] * 10, 0.95),
        survival([3, 5, 5, 7, 9, 9, 12, 12, 12, 12],
                 [True, True, True, False, True, True, False, True, False, False], 0.9),
    ],
    "logrank": [logrank([(58, True), (57, True), (55, False), (66, True), (43, True)],
                        [(41, True), (40, True), (40, True), (55, True), (60, False)])],
    "friedman": [friedman([[1, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3]]), friedman(problems)],
    "anova": [anova([2, 3, 2], grid)],
    "mainEffect": [main_effect(places, [float(np.round(3 * s * s + n, 4)) for s, n in
                                        zip(places, rng.normal(0, 0.3, 30))])],
    "bootstrap": [
        bootstrap("mean", [w], mean, 499, 7, 0.95),
        bootstrap("difference", [u, v], gap, 499, 8, 0.9),
        bootstrap("interquartile", [w], lambda x, axis=-1: stats.trim_mean(x, 0.25, axis=axis), 499, 9, 0.95),
    ],
}
path = pathlib.Path(__file__).with_name("comparisons.json")
text = json.dumps(out, indent=1, default=lambda number: number.item(), allow_nan=False)
path.write_text(text + "\n")
