"""Writes golden-traces.json: losses of the first 100 steps of small networks, by PyTorch.

    python generate.py          needs torch; one thread, Float32, the same numbers each time

Every case names its settings as Piste does. Batches are taken in file order, the last one of an
epoch incomplete.
"""

import json
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)

ROWS, BATCH, STEPS = 50, 16, 100

NETWORKS = {
    "softmax-regression": ([6, 3], "relu", "cross-entropy"),
    "relu": ([5, 8, 3], "relu", "cross-entropy"),
    "odd-widths": ([17, 33, 10], "relu", "cross-entropy"),
    "deep-tanh": ([4, 6, 6, 1], "tanh", "logistic"),
    "sigmoid": ([3, 5, 2], "sigmoid", "square"),
    "linear": ([3, 4, 1], "identity", "square"),
}

OPTIMIZERS = {
    "sgd": ({"name": "sgd", "lr": 0.05}, torch.optim.SGD, {"lr": 0.05}),
    "momentum": (
        {"name": "sgd", "lr": 0.02, "momentum": 0.9},
        torch.optim.SGD,
        {"lr": 0.02, "momentum": 0.9},
    ),
    "dampening": (
        {"name": "sgd", "lr": 0.05, "momentum": 0.8, "dampening": 0.3},
        torch.optim.SGD,
        {"lr": 0.05, "momentum": 0.8, "dampening": 0.3},
    ),
    "nesterov": (
        {"name": "sgd", "lr": 0.02, "momentum": 0.9, "nesterov": True},
        torch.optim.SGD,
        {"lr": 0.02, "momentum": 0.9, "nesterov": True},
    ),
    "momentum-decay": (
        {"name": "sgd", "lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 0.03},
        torch.optim.SGD,
        {"lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 0.03},
    ),
    "adam": ({"name": "adam", "lr": 0.01}, torch.optim.Adam, {"lr": 0.01}),
    "adam-decay": (
        {"name": "adam", "lr": 0.01, "beta1": 0.8, "beta2": 0.99, "weight_decay": 0.1},
        torch.optim.Adam,
        {"lr": 0.01, "betas": (0.8, 0.99), "weight_decay": 0.1},
    ),
    "amsgrad": (
        {"name": "adam", "lr": 0.02, "amsgrad": True, "epsilon": 1e-4},
        torch.optim.Adam,
        {"lr": 0.02, "amsgrad": True, "eps": 1e-4},
    ),
    "adamw": (
        {"name": "adamw", "lr": 0.01, "weight_decay": 0.2},
        torch.optim.AdamW,
        {"lr": 0.01, "weight_decay": 0.2},
    ),
}

ACTIVATIONS = {
    "relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "identity": nn.Identity
}

LOSSES = {
    "cross-entropy": nn.CrossEntropyLoss,
    "logistic": nn.BCEWithLogitsLoss,
    "square": nn.MSELoss,
}


def network(widths, activation):
    layers = []
    for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        if index > 0:
            layers.append(ACTIVATIONS[activation]())
        layers.append(nn.Linear(inputs, outputs))
    return nn.Sequential(*layers)


def data(widths, loss):
    inputs = torch.randn(ROWS, widths[0])
    teacher = torch.randn(widths[0], max(2, widths[-1]))
    scores = inputs @ teacher + 0.5 * torch.randn(ROWS, max(2, widths[-1]))
    if loss == "cross-entropy":
        return inputs, scores.argmax(1)
    if loss == "logistic":
        return inputs, scores.argmax(1).float().reshape(-1, 1)
    return inputs, torch.sin(scores[:, : widths[-1]])


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def main():
    result = {"torch": torch.__version__, "batch_size": BATCH, "networks": []}
    for seed, (name, (widths, activation, loss)) in enumerate(NETWORKS.items(), start=1):
        torch.manual_seed(seed)
        inputs, targets = data(widths, loss)
        start = network(widths, activation).state_dict()
        traces = []
        for label, (settings, make, arguments) in OPTIMIZERS.items():
            model = network(widths, activation)
            model.load_state_dict(start)
            optimizer = make(model.parameters(), **arguments)
            criterion = LOSSES[loss]()
            losses = []
            while len(losses) < STEPS:
                for first in range(0, ROWS, BATCH):
                    optimizer.zero_grad()
                    outputs = model(inputs[first : first + BATCH])
                    value = criterion(outputs, targets[first : first + BATCH])
                    losses.append(value.item())
                    value.backward()
                    optimizer.step()
            traces.append({"label": label, "optimizer": settings, "losses": losses[:STEPS]})
        result["networks"].append({
            "name": name, "widths": widths, "activation": activation, "loss": loss,
            "inputs": flat(inputs), "targets": flat(targets),
            "tensors": [
                {"name": key, "shape": list(value.shape), "values": flat(value)}
                for key, value in start.items()
            ],
            "traces": traces,
        })
    path = pathlib.Path(__file__).with_name("golden-traces.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
