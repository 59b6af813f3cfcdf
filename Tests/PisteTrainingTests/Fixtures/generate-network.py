"""Writes network-traces.json: losses of the first 100 steps of networks with activations, losses and
normalizations of every kind, and how PyTorch lists a network's state, by PyTorch.

    python generate-network.py          needs torch; one thread, Float32, the same numbers each time

Every case names its settings as Piste does. Batches are taken in file order, the last one of an
epoch incomplete.
"""

import json
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)

ROWS, FEATURES, BATCH, STEPS = 56, 6, 16, 100

# widths behind the inputs, model settings, loss and its settings
CASES = {
    "leaky-relu": ([12, 3], {"activation": "leaky-relu", "negative_slope": 0.2}, "cross-entropy", {}),
    "elu": ([9, 1], {"activation": "elu", "alpha": 0.7}, "logistic", {}),
    "selu": ([10, 2], {"activation": "selu"}, "square", {}),
    "gelu": ([16, 16, 16, 3], {"activation": "gelu"}, "cross-entropy", {}),
    "gelu-tanh": ([12, 3], {"activation": "gelu-tanh"}, "cross-entropy", {}),
    "silu-huber": ([8, 7, 2], {"activation": "silu"}, "huber", {"huber_delta": 0.5}),
    "softplus-hinge": ([9, 1], {"activation": "softplus"}, "hinge", {"hinge_margin": 0.8}),
    "multi-margin": ([8, 3], {"activation": "tanh"}, "hinge", {"hinge_margin": 1.3}),
    "smoothing": ([8, 3], {"activation": "relu"}, "cross-entropy", {"label_smoothing": 0.2}),
    "batch-relu": ([12, 3], {"activation": "relu", "normalize": "batch"}, "cross-entropy", {}),
    "layer-relu": ([12, 3], {"activation": "relu", "normalize": "layer"}, "cross-entropy", {}),
    "batch-gelu-deep": (
        [12, 10, 3],
        {"activation": "gelu", "normalize": "batch"},
        "cross-entropy",
        {"label_smoothing": 0.1},
    ),
    "layer-tanh-huber": ([9, 2], {"activation": "tanh", "normalize": "layer"}, "huber", {}),
    "layer-silu-deep": ([8, 8, 1], {"activation": "silu", "normalize": "layer"}, "logistic", {}),
    "batch-selu-square": ([10, 2], {"activation": "selu", "normalize": "batch"}, "square", {}),
    "tanh-square-sigmoid": ([8, 2], {"activation": "tanh"}, "square-sigmoid", {}),
}

OPTIMIZERS = {
    "momentum": (
        {"name": "sgd", "lr": 0.01, "momentum": 0.9},
        torch.optim.SGD,
        {"lr": 0.01, "momentum": 0.9},
    ),
    # The gradient of a bias below batch normalization is round-off, which Adam would scale up to a
    # whole step without a large epsilon.
    "adam": (
        {"name": "adam", "lr": 0.005, "epsilon": 1e-3},
        torch.optim.Adam,
        {"lr": 0.005, "eps": 1e-3},
    ),
}


def activation(model):
    return {
        "relu": nn.ReLU,
        "tanh": nn.Tanh,
        "leaky-relu": lambda: nn.LeakyReLU(model.get("negative_slope", 0.01)),
        "elu": lambda: nn.ELU(model.get("alpha", 1)),
        "selu": nn.SELU,
        "gelu": nn.GELU,
        "gelu-tanh": lambda: nn.GELU(approximate="tanh"),
        "silu": nn.SiLU,
        "softplus": nn.Softplus,
        "identity": nn.Identity,
    }[model["activation"]]()


def criterion(loss, arguments, outputs):
    if loss == "cross-entropy":
        return nn.CrossEntropyLoss(label_smoothing=arguments.get("label_smoothing", 0))
    if loss == "logistic":
        return nn.BCEWithLogitsLoss()
    if loss == "square":
        return nn.MSELoss()
    if loss == "square-sigmoid":
        return lambda z, y: nn.functional.mse_loss(torch.sigmoid(z), y)
    if loss == "huber":
        return nn.HuberLoss(delta=arguments.get("huber_delta", 1))
    if outputs > 1:
        return nn.MultiMarginLoss(margin=arguments["hinge_margin"])
    return lambda z, y: torch.clamp(arguments["hinge_margin"] - (2 * y - 1) * z, min=0).mean()


def network(widths, model):
    layers = []
    for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(inputs, outputs))
        if index == len(widths) - 2:
            break
        if model.get("normalize") == "batch":
            layers.append(nn.BatchNorm1d(outputs))
        if model.get("normalize") == "layer":
            layers.append(nn.LayerNorm(outputs))
        layers.append(activation(model))
        if model.get("dropout", 0) > 0:
            layers.append(nn.Dropout(model["dropout"]))
    return nn.Sequential(*layers)


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def tensors(state):
    return [
        {"name": key, "shape": list(value.shape), "values": flat(value)}
        for key, value in state.items()
    ]


def layouts():
    result = []
    for normalize in ("none", "batch", "layer"):
        for dropout in (0, 0.5):
            model = {"activation": "identity", "normalize": normalize, "dropout": dropout}
            state = network([4, 5, 3, 2], model).state_dict()
            result.append({
                "normalize": normalize, "dropout": dropout,
                "entries": [
                    f"{key} {list(value.shape)} {str(value.dtype).removeprefix('torch.')}"
                    for key, value in state.items()
                ],
            })
    return result


def main():
    torch.manual_seed(1)
    inputs = torch.round(torch.randn(ROWS, FEATURES), decimals=3)
    scores = inputs @ torch.randn(FEATURES, 3) + 0.5 * torch.randn(ROWS, 3)
    numbers = torch.round(torch.sin(scores[:, :2]), decimals=3)
    result = {
        "torch": torch.__version__, "batch_size": BATCH, "features": FEATURES,
        "inputs": flat(inputs), "classes": flat(scores.argmax(1)), "numbers": flat(numbers),
        "cases": [], "layouts": layouts(),
    }
    for seed, (name, (widths, model, loss, arguments)) in enumerate(CASES.items(), start=1):
        torch.manual_seed(seed)
        widths = [FEATURES] + widths
        if widths[-1] == 3:
            targets = scores.argmax(1)
        elif widths[-1] == 1:
            targets = (scores.argmax(1) == 1).float().reshape(-1, 1)
        else:
            targets = numbers
        start = network(widths, model)
        with torch.no_grad():
            for module in start:
                # Scale and shift away from 1 and 0, so that both are put to the test.
                if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
                    module.weight.uniform_(0.5, 1.5)
                    module.bias.uniform_(-0.5, 0.5)
            if name == "gelu":
                # Sums of ±2 and more, where its approximation by tanh is off most.
                start[0].weight.mul_(3)
            for parameter in start.parameters():
                parameter.copy_(torch.round(parameter, decimals=4))
        start = {key: value.clone() for key, value in start.state_dict().items()}
        traces = []
        for label, (settings, make, choices) in OPTIMIZERS.items():
            trained = network(widths, model)
            trained.load_state_dict(start)
            optimizer = make(trained.parameters(), **choices)
            measure = criterion(loss, arguments, widths[-1])
            losses = []
            while len(losses) < STEPS:
                for first in range(0, ROWS, BATCH):
                    optimizer.zero_grad()
                    value = measure(
                        trained(inputs[first : first + BATCH]), targets[first : first + BATCH]
                    )
                    losses.append(value.item())
                    value.backward()
                    optimizer.step()
            trained.eval()
            final = measure(trained(inputs), targets).item()
            buffers = {
                key: value for key, value in trained.state_dict().items()
                if "running" in key or "tracked" in key
            }
            traces.append({
                "label": label, "optimizer": settings, "losses": losses[:STEPS],
                "evaluated": final, "buffers": tensors(buffers),
            })
        result["cases"].append({
            "name": name, "widths": widths, "model": model, "loss": loss, "arguments": arguments,
            "tensors": tensors(start), "traces": traces,
        })
    path = pathlib.Path(__file__).with_name("network-traces.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
