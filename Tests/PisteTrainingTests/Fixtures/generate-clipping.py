"""Writes clipping.json: losses of 100 steps with clipped gradients, by PyTorch.

    python generate-clipping.py         needs torch; one thread, Float32, the same numbers each time

Values are clipped before the norm where both are. Batches are taken in file order, the last one of
an epoch incomplete.
"""

import json
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)

ROWS, BATCH, STEPS, WIDTHS = 50, 16, 100, [5, 8, 3]

OPTIMIZERS = {
    "sgd": ({"name": "sgd", "lr": 0.1}, lambda p: torch.optim.SGD(p, lr=0.1)),
    "momentum": (
        {"name": "sgd", "lr": 0.05, "momentum": 0.9},
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    ),
    "adam": ({"name": "adam", "lr": 0.02}, lambda p: torch.optim.Adam(p, lr=0.02)),
}

# Norms fall from 2 to 0.25, so that most steps are clipped and some are not.
CLIPS = {
    "none": {},
    "norm": {"norm": 0.3},
    "value": {"value": 0.05},
    "both": {"value": 0.1, "norm": 0.2},
}


def trace(initial, inputs, targets, make, clip):
    model = nn.Sequential(
        nn.Linear(WIDTHS[0], WIDTHS[1]), nn.Tanh(), nn.Linear(WIDTHS[1], WIDTHS[2])
    )
    model.load_state_dict(initial)
    optimizer = make(model.parameters())
    losses, norms = [], []
    while len(losses) < STEPS:
        for first in range(0, ROWS, BATCH):
            optimizer.zero_grad()
            x, y = inputs[first : first + BATCH], targets[first : first + BATCH]
            loss = nn.functional.cross_entropy(model(x), y)
            loss.backward()
            norms.append(
                torch.sqrt(sum((p.grad.double() ** 2).sum() for p in model.parameters())).item()
            )
            if "value" in clip:
                nn.utils.clip_grad_value_(model.parameters(), clip["value"])
            if "norm" in clip:
                nn.utils.clip_grad_norm_(model.parameters(), clip["norm"])
            optimizer.step()
            losses.append(loss.item())
    return losses[:STEPS], norms[:STEPS]


def main():
    torch.manual_seed(0)
    inputs, targets = torch.randn(ROWS, WIDTHS[0]), torch.randint(0, WIDTHS[-1], (ROWS,))
    model = nn.Sequential(
        nn.Linear(WIDTHS[0], WIDTHS[1]), nn.Tanh(), nn.Linear(WIDTHS[1], WIDTHS[2])
    )
    initial = {name: value.clone() for name, value in model.state_dict().items()}
    traces = []
    for rule, (settings, make) in OPTIMIZERS.items():
        for name, clip in CLIPS.items():
            losses, norms = trace(initial, inputs, targets, make, clip)
            traces.append(
                {
                    "label": f"{rule}, {name}", "optimizer": settings, "clip": clip,
                    "losses": losses, "norms": norms,
                }
            )
    fixture = {
        "torch": torch.__version__, "batch_size": BATCH, "widths": WIDTHS,
        "inputs": inputs.flatten().tolist(), "targets": targets.tolist(),
        "tensors": [
            {"name": name, "shape": list(value.shape), "values": value.flatten().tolist()}
            for name, value in initial.items()
        ],
        "traces": traces,
    }
    path = pathlib.Path(__file__).with_name("clipping.json")
    path.write_text(json.dumps(fixture) + "\n")


main()
