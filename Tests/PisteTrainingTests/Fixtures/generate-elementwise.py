"""Writes elementwise.json: losses of 100 steps with each element-wise optimizer, by others.

    python generate-elementwise.py    needs torch, jax, optax, prodigyopt and schedulefree

PyTorch has AdaGrad, RMSprop, Adadelta, Adamax, NAdam, RAdam, Rprop and Adafactor; optax Lion, LARS
and LAMB; the authors' packages Schedule-Free and Prodigy. SWATS is written out below from the
paper, and so is Adam with epsilon-hat. Everything is Float32 on one thread. A rate that falls by a
constant factor at every step is set from outside. Every case names its settings as Piste does.
"""

import contextlib
import io
import json
import pathlib

import jax
import numpy as np
import optax
import prodigyopt
import schedulefree
import torch
from torch import nn

torch.set_num_threads(1)

ROWS, BATCH, STEPS = 50, 16, 100

NETWORKS = {"tanh": ([4, 6, 3], "tanh"), "relu": ([5, 8, 3], "relu")}

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}


class Optax:
    """An optax transformation over the parameters of a PyTorch model."""

    def __init__(self, parameters, lr, make):
        self.parameters = list(parameters)
        self.param_groups = [{"lr": lr}]
        self.rule = optax.inject_hyperparams(make)(learning_rate=lr)
        self.state = self.rule.init(self.arrays())

    def arrays(self):
        return [jax.numpy.asarray(p.detach().numpy()) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        self.state.hyperparams["learning_rate"] = jax.numpy.float32(self.param_groups[0]["lr"])
        gradients = [jax.numpy.asarray(p.grad.numpy()) for p in self.parameters]
        updates, self.state = self.rule.update(gradients, self.state, self.arrays())
        with torch.no_grad():
            for p, update in zip(self.parameters, updates):
                p.add_(torch.from_numpy(np.array(update)))


class Paper:
    """What SWATS and Adam with epsilon-hat have in common."""

    def __init__(self, parameters, lr, weight_decay=0, eps=1e-9, tolerance=0):
        self.parameters = list(parameters)
        self.param_groups = [{"lr": lr}]
        self.weight_decay, self.eps, self.tolerance = weight_decay, eps, tolerance
        self.k, self.mean, self.found, self.then = 0, 0.0, None, None
        self.m = [np.zeros(p.shape, np.float32) for p in self.parameters]
        self.a = [np.zeros(p.shape, np.float32) for p in self.parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        b1, b2, lr = 0.9, 0.999, self.param_groups[0]["lr"]
        self.k += 1
        w = [p.detach().numpy() for p in self.parameters]
        g = [p.grad.numpy() + np.float32(self.weight_decay) * x
             for p, x in zip(self.parameters, w)]
        if self.found is not None:
            self.m = [np.float32(b1) * v + x for v, x in zip(self.m, g)]
            rate = np.float32((1 - b1) * self.found * lr / self.then)
            steps = [-rate * v for v in self.m]
        else:
            self.m = [np.float32(b1) * m + np.float32(1 - b1) * x for m, x in zip(self.m, g)]
            self.a = [np.float32(b2) * a + np.float32(1 - b2) * x * x for a, x in zip(self.a, g)]
            rate = np.float32(lr * np.sqrt(1 - b2**self.k) / (1 - b1**self.k))
            steps = [-rate * m / (np.sqrt(a) + np.float32(self.eps))
                     for m, a in zip(self.m, self.a)]
            along = sum(float(np.sum(p.astype(float) * x)) for p, x in zip(steps, g))
            if self.tolerance > 0 and along != 0:
                square = sum(float(np.sum(p.astype(float) ** 2)) for p in steps)
                gamma = square / -along
                self.mean = b2 * self.mean + (1 - b2) * gamma
                estimate = self.mean / (1 - b2**self.k)
                if self.k > 1 and abs(estimate - gamma) < self.tolerance:
                    self.found, self.then = estimate, lr
                    self.m = [np.zeros_like(m) for m in self.m]
                    print("  switch at", self.k, estimate)
        with torch.no_grad():
            for p, step in zip(self.parameters, steps):
                p.add_(torch.from_numpy(step))


T = torch.optim
# label: Piste's settings, the rule, its arguments besides the rate, factor of the rate in a step
CASES = {
    "adagrad": ({"lr": 0.05}, T.Adagrad, {}, 1),
    "adagrad-all": (
        {"lr": 0.1, "lr_decay": 0.01, "initial_accumulator": 0.1, "weight_decay": 0.05,
         "epsilon": 1e-3},
        T.Adagrad,
        {"lr_decay": 0.01, "initial_accumulator_value": 0.1, "weight_decay": 0.05, "eps": 1e-3},
        0.99,
    ),
    "adagrad-optax": (
        {"lr": 0.05, "initial_accumulator": 0.1, "epsilon": 1e-2, "epsilon_inside": True},
        optax.adagrad, {"eps": 1e-2}, 0.99,
    ),
    "rmsprop": ({"lr": 0.005, "epsilon": 1e-4}, T.RMSprop, {"eps": 1e-4}, 1),
    "rmsprop-all": (
        {"lr": 0.002, "alpha": 0.9, "epsilon": 1e-3, "momentum": 0.8, "centered": True,
         "weight_decay": 0.05},
        T.RMSprop,
        {"alpha": 0.9, "eps": 1e-3, "momentum": 0.8, "centered": True, "weight_decay": 0.05},
        0.99,
    ),
    "rmsprop-momentum": (
        {"lr": 0.002, "momentum": 0.9, "epsilon": 1e-4}, T.RMSprop,
        {"momentum": 0.9, "eps": 1e-4}, 0.99,
    ),
    "rmsprop-optax": (
        {"lr": 0.005, "alpha": 0.9, "epsilon": 1e-6, "epsilon_inside": True}, optax.rmsprop,
        {"eps": 1e-6}, 0.99,
    ),
    "adadelta": ({"lr": 1.0}, T.Adadelta, {}, 1),
    "adadelta-all": (
        {"lr": 2.0, "rho": 0.8, "epsilon": 1e-5, "weight_decay": 0.05}, T.Adadelta,
        {"rho": 0.8, "eps": 1e-5, "weight_decay": 0.05}, 0.99,
    ),
    "adamax": ({"lr": 0.01}, T.Adamax, {}, 1),
    "adamax-all": (
        {"lr": 0.02, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4, "weight_decay": 0.05},
        T.Adamax, {"betas": (0.8, 0.99), "eps": 1e-4, "weight_decay": 0.05}, 0.99,
    ),
    "nadam": ({"lr": 0.01}, T.NAdam, {}, 1),
    "nadam-all": (
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4, "momentum_decay": 0.1,
         "weight_decay": 0.05},
        T.NAdam,
        {"betas": (0.8, 0.99), "eps": 1e-4, "momentum_decay": 0.1, "weight_decay": 0.05}, 0.99,
    ),
    "nadam-decoupled": (
        {"lr": 0.01, "weight_decay": 0.2, "decoupled_weight_decay": True}, T.NAdam,
        {"weight_decay": 0.2, "decoupled_weight_decay": True}, 0.99,
    ),
    "nadam-optax": ({"lr": 0.01, "momentum_decay": 1e6}, optax.nadam, {}, 0.99),
    "radam": ({"lr": 0.02}, T.RAdam, {}, 1),
    "radam-all": (
        {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4, "weight_decay": 0.05},
        T.RAdam, {"betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.05}, 0.99,
    ),
    "radam-decoupled": (
        {"lr": 0.02, "weight_decay": 0.2, "decoupled_weight_decay": True}, T.RAdam,
        {"weight_decay": 0.2, "decoupled_weight_decay": True}, 0.99,
    ),
    "rprop": ({"lr": 0.001, "step_size_max": 0.01}, T.Rprop, {"step_sizes": (1e-6, 0.01)}, 1),
    "rprop-all": (
        {"lr": 0.002, "eta_minus": 0.3, "eta_plus": 1.1, "step_size_min": 1e-5,
         "step_size_max": 0.005},
        T.Rprop, {"etas": (0.3, 1.1), "step_sizes": (1e-5, 0.005)}, 0.99,
    ),
    "lion": ({"lr": 0.001}, optax.lion, {}, 1),
    "lion-all": (
        {"lr": 0.002, "beta1": 0.8, "beta2": 0.95, "weight_decay": 0.5}, optax.lion,
        {"b1": 0.8, "b2": 0.95, "weight_decay": 0.5}, 0.99,
    ),
    "lars": ({"lr": 0.5, "trust_coefficient": 0.005}, optax.lars, {"trust_coefficient": 0.005}, 1),
    "lars-all": (
        {"lr": 1.0, "trust_coefficient": 0.02, "momentum": 0.8, "nesterov": True, "epsilon": 0.01,
         "weight_decay": 0.05},
        optax.lars,
        {"trust_coefficient": 0.02, "momentum": 0.8, "nesterov": True, "eps": 0.01,
         "weight_decay": 0.05},
        0.99,
    ),
    "lamb": ({"lr": 0.005}, optax.lamb, {}, 1),
    "lamb-all": (
        {"lr": 0.01, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4, "weight_decay": 0.1},
        optax.lamb, {"b1": 0.8, "b2": 0.99, "eps": 1e-4, "weight_decay": 0.1}, 0.99,
    ),
    "adafactor": ({"lr": 0.05}, T.Adafactor, {}, 1),
    "adafactor-all": (
        {"lr": 0.05, "beta2_decay": -0.6, "epsilon1": 1e-3, "epsilon2": 0.3, "d": 1.5,
         "weight_decay": 0.1},
        T.Adafactor,
        {"beta2_decay": -0.6, "eps": (1e-3, 0.3), "d": 1.5, "weight_decay": 0.1}, 0.99,
    ),
    "swats": ({"lr": 0.01, "switch_tolerance": 0}, Paper, {}, 1),
    "swats-switching": (
        {"lr": 0.01, "switch_tolerance": 0.005, "weight_decay": 0.05}, Paper,
        {"weight_decay": 0.05, "tolerance": 0.005}, 0.99,
    ),
    "schedule-free-sgd": ({"lr": 0.1}, schedulefree.SGDScheduleFree, {}, 1),
    "schedule-free-sgd-all": (
        {"lr": 0.2, "beta1": 0.8, "r": 1, "weight_lr_power": 1, "weight_decay": 0.05},
        schedulefree.SGDScheduleFree,
        {"momentum": 0.8, "r": 1, "weight_lr_power": 1, "weight_decay": 0.05}, 0.99,
    ),
    "schedule-free-adamw": ({"lr": 0.01}, schedulefree.AdamWScheduleFree, {"foreach": False}, 1),
    "schedule-free-adamw-all": (
        {"lr": 0.02, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4, "r": 1, "weight_lr_power": 1,
         "weight_decay": 0.1},
        schedulefree.AdamWScheduleFree,
        {"betas": (0.8, 0.99), "eps": 1e-4, "r": 1, "weight_lr_power": 1, "weight_decay": 0.1,
         "foreach": False},
        0.99,
    ),
    "prodigy": ({"lr": 0.05, "d0": 1e-3}, prodigyopt.Prodigy, {"d0": 1e-3}, 1),
    "prodigy-all": (
        {"lr": 0.3, "beta1": 0.8, "beta2": 0.99, "beta3": 0.98, "epsilon": 1e-6, "d0": 1e-3,
         "d_coef": 0.7, "growth_rate": 1.2, "use_bias_correction": True, "weight_decay": 0.1},
        prodigyopt.Prodigy,
        {"betas": (0.8, 0.99), "beta3": 0.98, "eps": 1e-6, "d0": 1e-3, "d_coef": 0.7,
         "growth_rate": 1.2, "use_bias_correction": True, "weight_decay": 0.1},
        0.99,
    ),
    "prodigy-safe": (
        {"lr": 0.2, "d0": 1e-3, "safeguard_warmup": True}, prodigyopt.Prodigy,
        {"d0": 1e-3, "safeguard_warmup": True}, 0.99,
    ),
    "adam-epsilon-hat": (
        {"name": "adam", "lr": 0.01, "epsilon": 1e-3, "epsilon_hat": True}, Paper, {"eps": 1e-3},
        0.99,
    ),
}

NAMES = sorted(
    ("adagrad rmsprop adadelta adamax nadam radam rprop lion lars lamb adafactor swats "
     "schedule-free-sgd schedule-free-adamw prodigy").split(), key=len, reverse=True)


def name(label):
    return next(n for n in NAMES if label.startswith(n))


def make(rule, parameters, lr, arguments):
    if not isinstance(rule, type):
        return Optax(parameters, lr, lambda learning_rate: rule(learning_rate, **arguments))
    return rule(parameters, lr=lr, **arguments)


def network(widths, activation):
    layers = []
    for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        if index > 0:
            layers.append(ACTIVATIONS[activation]())
        layers.append(nn.Linear(inputs, outputs))
    return nn.Sequential(*layers)


def flat(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().reshape(-1).tolist()]


def trace(model, inputs, targets, label):
    settings, rule, arguments, gamma = CASES[label]
    settings = {"name": name(label) if "name" not in settings else settings["name"], **settings}
    batch = ROWS if settings["name"] == "rprop" else BATCH
    with contextlib.redirect_stdout(io.StringIO()):
        optimizer = make(rule, model.parameters(), settings["lr"], arguments)
    if hasattr(optimizer, "train"):
        optimizer.train()
    criterion = nn.CrossEntropyLoss()
    losses = []
    while len(losses) < STEPS:
        for first in range(0, ROWS, batch):
            for group in optimizer.param_groups:
                group["lr"] = settings["lr"] * gamma ** len(losses)
            optimizer.zero_grad()
            value = criterion(model(inputs[first : first + batch]), targets[first : first + batch])
            losses.append(value.item())
            value.backward()
            optimizer.step()
    print(f"{label:26} {losses[0]:.4f} {losses[50]:.4f} {losses[99]:.4f}")
    result = {
        "label": label, "optimizer": settings, "gamma": gamma, "batch_size": batch,
        "losses": [float(f"{x:.7g}") for x in losses[:STEPS]],
    }
    if hasattr(optimizer, "eval"):
        assert len(losses) == STEPS
        optimizer.eval()
        result["evaluated"] = [x for p in model.parameters() for x in flat(p)]
    return result


def main():
    result = {"torch": torch.__version__, "optax": optax.__version__, "batch_size": BATCH,
              "networks": []}
    for seed, (title, (widths, activation)) in enumerate(NETWORKS.items(), start=21):
        torch.manual_seed(seed)
        inputs = torch.randn(ROWS, widths[0])
        teacher = torch.randn(widths[0], widths[-1])
        targets = (inputs @ teacher + 0.5 * torch.randn(ROWS, widths[-1])).argmax(1)
        start = network(widths, activation).state_dict()
        traces = []
        for label in CASES:
            model = network(widths, activation)
            model.load_state_dict(start)
            traces.append(trace(model, inputs, targets, label))
        result["networks"].append({
            "name": title, "widths": widths, "activation": activation, "loss": "cross-entropy",
            "inputs": flat(inputs), "targets": targets.float().tolist(),
            "tensors": [
                {"name": key, "shape": list(value.shape), "values": flat(value)}
                for key, value in start.items()
            ],
            "traces": traces,
        })
    path = pathlib.Path(__file__).with_name("elementwise.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
