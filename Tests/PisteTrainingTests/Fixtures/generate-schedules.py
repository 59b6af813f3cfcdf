"""Writes schedules.json: learning rates and momenta by PyTorch's schedulers.

    python generate-schedules.py          needs torch; the same numbers each time

A case names its settings as Piste does, without the prefix `schedule.`; its rates are those of unit
0, 1, …. For the plateau, whose units are epochs, rate i is that of the epoch behind metric i − 1.
What PyTorch has no scheduler for (inverse time, inverse root, warmup-stable-decay) is its LambdaLR
of the published formula.
"""

import json
import math
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as s

warnings.filterwarnings("ignore")

UNITS = 40


def optimizer(rate, momentum=0.5):
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    return torch.optim.SGD([parameter], lr=rate, momentum=momentum)


def trace(rate, make, units=UNITS, momenta=False):
    rule = optimizer(rate)
    scheduler = make(rule)
    rates, moved = [], []
    for _ in range(units):
        rates.append(float(rule.param_groups[0]["lr"]))
        moved.append(float(rule.param_groups[0]["momentum"]))
        rule.step()
        scheduler.step()
    return (rates, moved) if momenta else (rates, None)


def case(settings, rate, make, units=UNITS, momenta=False, epochs=None):
    rates, moved = trace(rate, make, units, momenta)
    result = {"settings": settings, "lr": rate, "epochs": epochs or units, "rates": rates}
    if moved:
        result["momenta"] = moved
    return result


def warmed(settings, warmup, start, make):
    """`make` behind LinearLR, by SequentialLR."""

    def both(rule):
        return s.SequentialLR(
            rule,
            [s.LinearLR(rule, start_factor=start, end_factor=1, total_iters=warmup), make(rule)],
            milestones=[warmup],
        )

    return case({**settings, "warmup": warmup, "warmup_start": start}, 0.3, both)


def wsd(decay, shape, end):
    start = (1 - decay) * UNITS

    def factor(t):
        if t < start:
            return 1
        share = (t - start) / (UNITS - start)
        return end + (1 - end) * (1 - (share if shape == "linear" else math.sqrt(share)))

    return case(
        {"name": "warmup-stable-decay", "decay": decay, "decay_shape": shape, "final_factor": end},
        0.2,
        lambda rule: s.LambdaLR(rule, factor),
    )


def one_cycle(rate, units, **arguments):
    names = {"anneal_strategy": "anneal"}
    words = {"cos": "cosine"}
    settings = {names.get(k, k): words.get(v, v) for k, v in arguments.items()}
    return case(
        {"name": "one-cycle", **settings},
        rate,
        lambda rule: _exact(rule, rate, units, arguments),
        units,
        momenta=True,
    )


def _exact(rule, rate, units, arguments):
    # PyTorch raises behind the last step, so the last call of step is kept from it.
    scheduler = s.OneCycleLR(rule, rate, total_steps=units, **arguments)
    step, calls = scheduler.step, [0]

    def guarded():
        calls[0] += 1
        if calls[0] < units:
            step()

    scheduler.step = guarded
    return scheduler


def cyclical(rate, base, **arguments):
    names = {"mode": "mode", "gamma": "factor"}
    settings = {names.get(k, k): v for k, v in arguments.items()}
    if settings.get("mode") == "exp_range":
        settings["mode"] = "exp-range"
    return case(
        {"name": "cyclical", "base_factor": base / rate, **settings},
        rate,
        lambda rule: s.CyclicLR(rule, base, rate, **arguments),
        momenta=True,
    )


def plateau(rate, metric, values, **arguments):
    mode = "max" if metric.endswith("accuracy") else "min"
    rule = optimizer(rate)
    keyword = dict(arguments)
    if "min_factor" in keyword:
        keyword["min_lr"] = keyword.pop("min_factor") * rate
    scheduler = s.ReduceLROnPlateau(rule, mode=mode, **keyword)
    rates = []
    for value in values:
        rates.append(float(rule.param_groups[0]["lr"]))
        scheduler.step(value)
    settings = {"name": "reduce-on-plateau", "metric": metric, **arguments}
    return {
        "settings": settings, "lr": rate, "epochs": len(values), "rates": rates, "observed": values,
    }


noise = [math.sin(12.9898 * i) * 43758.5453 % 1 for i in range(60)]
falling = [2 / (1 + 0.3 * min(i, 14)) + 0.01 * noise[i] for i in range(60)]
rising = [0.9 - 0.5 / (1 + 0.5 * min(i, 9)) - 0.002 * noise[i] for i in range(60)]

constant = lambda rule: s.ConstantLR(rule, factor=1, total_iters=1)

CASES = [
    case({"name": "step", "every": 7, "factor": 0.4}, 0.3, lambda r: s.StepLR(r, 7, 0.4)),
    case(
        {"name": "multi-step", "milestones": [2, 11, 30], "factor": 0.25},
        0.7,
        lambda r: s.MultiStepLR(r, [2, 11, 30], 0.25),
    ),
    case({"name": "exponential", "factor": 0.83}, 2.0, lambda r: s.ExponentialLR(r, 0.83)),
    case(
        {"name": "polynomial", "power": 0.9}, 0.3, lambda r: s.PolynomialLR(r, UNITS, power=0.9)
    ),
    case(
        {"name": "polynomial", "power": 3.5}, 0.01, lambda r: s.PolynomialLR(r, UNITS, power=3.5)
    ),
    case(
        {"name": "cosine", "final_factor": 0.2},
        0.5,
        lambda r: s.CosineAnnealingLR(r, UNITS, eta_min=0.1),
    ),
    case(
        {"name": "cosine-restarts", "t_0": 3, "t_mult": 2, "final_factor": 0.05},
        0.4,
        lambda r: s.CosineAnnealingWarmRestarts(r, 3, 2, eta_min=0.02),
    ),
    case(
        {"name": "cosine-restarts", "t_0": 7},
        0.4,
        lambda r: s.CosineAnnealingWarmRestarts(r, 7),
    ),
    case(
        {"name": "cosine-restarts", "t_0": 1, "t_mult": 3},
        1.0,
        lambda r: s.CosineAnnealingWarmRestarts(r, 1, 3),
    ),
    case(
        {"name": "inverse-time", "decay_rate": 0.07},
        0.9,
        lambda r: s.LambdaLR(r, lambda t: 1 / (1 + 0.07 * t)),
    ),
    case(
        {"name": "inverse-sqrt", "timescale": 4},
        0.9,
        lambda r: s.LambdaLR(r, lambda t: math.sqrt(4 / (t + 4))),
    ),
    wsd(0.3, "linear", 0),
    wsd(0.33, "sqrt", 0.1),
    one_cycle(0.1, 14),
    one_cycle(0.8, 40, pct_start=0.45, div_factor=10.0, final_div_factor=50.0),
    one_cycle(0.8, 23, anneal_strategy="linear", base_momentum=0.6, max_momentum=0.7),
    one_cycle(0.5, 40, three_phase=True),
    one_cycle(0.5, 31, three_phase=True, pct_start=0.2, anneal_strategy="linear"),
    cyclical(0.1, 0.01, step_size_up=3),
    cyclical(0.6, 0.2, step_size_up=4, step_size_down=9, mode="triangular2"),
    cyclical(0.6, 0.06, step_size_up=5, step_size_down=2, mode="exp_range", gamma=0.95),
    warmed({"name": "constant"}, 5, 0.1, constant),
    warmed({"name": "step", "every": 4, "factor": 0.5}, 6, 0.25, lambda r: s.StepLR(r, 4, 0.5)),
    warmed({"name": "exponential", "factor": 0.9}, 3, 0.5, lambda r: s.ExponentialLR(r, 0.9)),
    warmed({"name": "cosine"}, 8, 1 / 3, lambda r: s.CosineAnnealingLR(r, UNITS - 8)),
    warmed({"name": "polynomial", "power": 2}, 8, 0.01, lambda r: s.PolynomialLR(r, 32, 2)),
    warmed(
        {"name": "cosine-restarts", "t_0": 4, "t_mult": 2},
        2,
        0.2,
        lambda r: s.CosineAnnealingWarmRestarts(r, 4, 2),
    ),
    plateau(0.1, "val/loss", [1.0] + [0.9] * 7 + [0.8] * 4, factor=0.5, patience=2),
    plateau(0.3, "val/loss", falling, factor=0.3, patience=3, cooldown=2),
    plateau(0.3, "train/loss", falling, factor=0.5, patience=0, threshold=0.01, min_factor=0.1),
    plateau(0.05, "val/accuracy", rising, factor=0.2, patience=5),
    plateau(1e-7, "val/loss", [1.0] * 30, factor=0.5, patience=1),
]

# What ScheduleTests knows: a base rate of 0.1, and the rates of unit 0 to 12.
PLAIN = {
    "constant": constant,
    "step": lambda r: s.StepLR(r, 4, 0.1),
    "multi-step": lambda r: s.MultiStepLR(r, [3, 8], 0.1),
    "exponential": lambda r: s.ExponentialLR(r, 0.9),
    "cosine": lambda r: s.CosineAnnealingLR(r, 10),
    "cosine to a tenth": lambda r: s.CosineAnnealingLR(r, 10, eta_min=0.01),
    "polynomial": lambda r: s.PolynomialLR(r, 10, power=2),
    "cosine with restarts": lambda r: s.CosineAnnealingWarmRestarts(r, 4, 2),
    "one cycle": lambda r: s.OneCycleLR(r, 0.1, total_steps=14),
    "cyclical": lambda r: s.CyclicLR(r, 0.01, 0.1, step_size_up=3),
    "warm-up": lambda r: s.LinearLR(r, start_factor=0.1, total_iters=5),
}
plain = {name: trace(0.1, make, units=13)[0] for name, make in PLAIN.items()}

out = {"torch": torch.__version__, "plain": plain, "cases": CASES}
path = pathlib.Path(__file__).with_name("schedules.json")
path.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n")
print(path.stat().st_size, "bytes,", len(CASES), "cases")
