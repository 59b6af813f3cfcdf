"""Writes trajectories.json: where optimizers stand on ½(x² + 10y²) from (1, 1), by others.

    python generate-trajectories.py       needs torch, jax, optax, prodigyopt and schedulefree

Points are those after steps 1, 2, 3 and 10, in Float64, evaluated where the rule would be. The two
parameters are a weight of one output and two inputs, which is how rules that treat matrices apart
see them here. optax has Lion, LARS and LAMB and what bears its name; Prodigy and Schedule-Free are
their authors' packages; SWATS and Adam with epsilon-hat are written out below from their papers;
all others are PyTorch's. AMSGrad, which differs from Adam only once gradients have become smaller,
has a second trajectory along gradients that are given.
"""

import contextlib
import io
import json
import math
import pathlib

import jax
import numpy as np
import optax
import prodigyopt
import schedulefree
import torch

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)
# NAdam keeps the product of its momenta in the default type, whatever the parameters'.
torch.set_default_dtype(torch.float64)

T, STEPS = torch.optim, (1, 2, 3, 10)


def slope(theta):
    return theta * np.array([[1.0, 10.0]])


def by_torch(make, dtype=torch.float64):
    theta = torch.nn.Parameter(torch.ones(1, 2, dtype=dtype))
    with contextlib.redirect_stdout(io.StringIO()):
        rule = make([theta])
    path = {}
    for step in range(1, max(STEPS) + 1):
        getattr(rule, "train", lambda: None)()
        theta.grad = theta.detach() * torch.tensor([[1.0, 10.0]], dtype=dtype)
        rule.step()
        getattr(rule, "eval", lambda: None)()
        if step in STEPS:
            path[step] = theta.detach().ravel().tolist()
    return path


def by_optax(rule):
    theta = jax.numpy.ones((1, 2))
    state, path = rule.init(theta), {}
    for step in range(1, max(STEPS) + 1):
        update, state = rule.update(jax.numpy.asarray(slope(np.array(theta))), state, theta)
        theta = optax.apply_updates(theta, update)
        if step in STEPS:
            path[step] = np.array(theta).ravel().tolist()
    return path


def epsilon_hat(rate=0.1, epsilon=1e-8):
    """Kingma and Ba's cheaper form: the corrections in the rate, epsilon beside the raw root."""
    theta, m, v, path = np.ones((1, 2)), 0, 0, {}
    for k in range(1, max(STEPS) + 1):
        g = slope(theta)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        theta = theta - rate * math.sqrt(1 - 0.999**k) / (1 - 0.9**k) * m / (np.sqrt(v) + epsilon)
        if k in STEPS:
            path[k] = theta.ravel().tolist()
    return path


def swats(tolerance, decay=0, rate=0.1, epsilon=1e-9):
    """Keskar and Socher's algorithm 1: Adam until the rate of its steps has settled, then SGD."""
    theta, m, a, mean, found, v, path = np.ones((1, 2)), 0, 0, 0.0, None, 0, {}
    for k in range(1, max(STEPS) + 1):
        g = slope(theta) + decay * theta
        if found is not None:
            v = 0.9 * v + g
            theta = theta - (1 - 0.9) * found * v
        else:
            m, a = 0.9 * m + 0.1 * g, 0.999 * a + 0.001 * g * g
            step = -rate * math.sqrt(1 - 0.999**k) / (1 - 0.9**k) * m / (np.sqrt(a) + epsilon)
            theta = theta + step
            along = float(np.sum(step * g))
            if along != 0:
                gamma = float(np.sum(step * step)) / -along
                mean = 0.999 * mean + 0.001 * gamma
                estimate = mean / (1 - 0.999**k)
                if k > 1 and abs(estimate - gamma) < tolerance:
                    found = estimate
        if k in STEPS:
            path[k] = theta.ravel().tolist()
    return path


def torch_cases():
    sgd = lambda **k: lambda p: T.SGD(p, lr=0.05, momentum=0.9, **k)
    yield "SGD", lambda p: T.SGD(p, lr=0.1)
    yield "momentum", sgd()
    yield "dampening", sgd(dampening=0.9)
    yield "Nesterov", sgd(nesterov=True)
    yield "Nesterov with L2", sgd(nesterov=True, weight_decay=0.1)
    yield "Adam", lambda p: T.Adam(p, 0.1)
    yield "Adam with L2", lambda p: T.Adam(p, 0.1, weight_decay=0.1)
    yield "AdamW", lambda p: T.AdamW(p, 0.1, weight_decay=0.1)
    yield "AMSGrad", lambda p: T.Adam(p, 0.1, amsgrad=True)
    yield "AdaGrad", lambda p: T.Adagrad(p, 0.1)
    yield "AdaGrad with everything", lambda p: T.Adagrad(
        p, 0.1, lr_decay=0.1, initial_accumulator_value=0.5, weight_decay=0.1)
    yield "RMSprop", lambda p: T.RMSprop(p, 0.01)
    yield "RMSprop, centered with momentum", lambda p: T.RMSprop(
        p, 0.01, momentum=0.9, centered=True)
    yield "RMSprop with momentum", lambda p: T.RMSprop(p, 0.01, momentum=0.8, weight_decay=0.1)
    yield "RMSprop, centered", lambda p: T.RMSprop(p, 0.01, alpha=0.9, centered=True)
    yield "Adadelta", lambda p: T.Adadelta(p, 1)
    yield "Adadelta with L2", lambda p: T.Adadelta(p, 2, rho=0.8, weight_decay=0.1)
    yield "Adamax", lambda p: T.Adamax(p, 0.1)
    yield "Adamax with L2", lambda p: T.Adamax(p, 0.1, weight_decay=0.1)
    yield "NAdam", lambda p: T.NAdam(p, 0.1)
    yield "NAdam with L2", lambda p: T.NAdam(p, 0.1, momentum_decay=0.1, weight_decay=0.1)
    yield "NAdam, decoupled", lambda p: T.NAdam(
        p, 0.1, weight_decay=0.1, decoupled_weight_decay=True)
    yield "RAdam", lambda p: T.RAdam(p, 0.1)
    yield "RAdam with L2", lambda p: T.RAdam(p, 0.1, betas=(0.9, 0.9), weight_decay=0.1)
    yield "RAdam, decoupled", lambda p: T.RAdam(
        p, 0.1, weight_decay=0.1, decoupled_weight_decay=True)
    yield "Rprop", lambda p: T.Rprop(p, 0.1)
    yield "Rprop within bounds", lambda p: T.Rprop(
        p, 0.1, etas=(0.3, 1.5), step_sizes=(0.01, 0.3))
    yield "Adafactor", lambda p: T.Adafactor(p, 0.1)
    yield "Adafactor with decay", lambda p: T.Adafactor(
        p, 0.1, eps=(1e-3, 1e-3), d=1.5, weight_decay=0.1)
    yield "Schedule-Free SGD", lambda p: schedulefree.SGDScheduleFree(p, 0.1, 0.9, foreach=False)
    yield "Schedule-Free SGD with L2", lambda p: schedulefree.SGDScheduleFree(
        p, 0.1, 0.7, weight_decay=0.1, r=1, weight_lr_power=1, foreach=False)
    yield "Schedule-Free AdamW", lambda p: schedulefree.AdamWScheduleFree(p, 0.1, foreach=False)
    yield "Schedule-Free AdamW with decay", lambda p: schedulefree.AdamWScheduleFree(
        p, 0.1, (0.7, 0.999), weight_decay=0.1, r=1, weight_lr_power=1, foreach=False)
    yield "Prodigy", lambda p: prodigyopt.Prodigy(p, 1)
    yield "Prodigy from 1e-2", lambda p: prodigyopt.Prodigy(p, 1, d0=1e-2)
    yield "Prodigy with everything", lambda p: prodigyopt.Prodigy(
        p, 0.5, beta3=0.9, d0=1e-3, d_coef=2, growth_rate=1.5, weight_decay=0.1,
        use_bias_correction=True)
    yield "Prodigy with a safe warm-up", lambda p: prodigyopt.Prodigy(
        p, 0.5, d0=1e-3, safeguard_warmup=True)


OPTAX = {
    "AdaGrad of optax": optax.adagrad(0.1),
    "RMSprop of optax": optax.rmsprop(0.01),
    "NAdam of optax": optax.nadam(0.1),
    "Lion": optax.lion(0.01, weight_decay=1e-3),
    "Lion with more decay": optax.lion(0.01, b1=0.95, weight_decay=0.3),
    "LARS": optax.lars(0.1),
    "LARS, Nesterov with L2": optax.lars(
        0.1, weight_decay=0.1, trust_coefficient=0.02, nesterov=True),
    "LAMB": optax.lamb(0.1),
    "LAMB with decay": optax.lamb(0.1, weight_decay=0.1),
}


def falling_gradients():
    """AMSGrad from (1, −2): two gradients of the size of 100, then eighteen of 0.01."""
    theta = torch.nn.Parameter(torch.tensor([1.0, -2.0], dtype=torch.float64))
    rule, path = T.Adam([theta], 0.1, amsgrad=True), {}
    for t in range(1, 21):
        size = 100 if t <= 2 else 0.01
        theta.grad = torch.tensor(
            [size * (1 + 3 * t % 5), -size * (2 + 7 * t % 3)], dtype=torch.float64)
        rule.step()
        if t in (1, 2, 3, 10, 20):
            path[t] = theta.tolist()
    return path


def main():
    paths = {label: by_torch(make) for label, make in torch_cases()}
    paths |= {label: by_optax(rule) for label, rule in OPTAX.items()}
    paths["Adam with ε-hat"] = epsilon_hat()
    paths["SWATS before its switch"] = swats(1e-9)
    paths["SWATS after its switch"] = swats(2e-3, decay=0.1)
    result = {
        "torch": torch.__version__, "optax": optax.__version__, "jax": jax.__version__,
        "numpy": np.__version__, "trajectories": paths,
        # After steps of 3e-6 the way from the start has two digits in Float32.
        "in_float": {"Prodigy": by_torch(lambda p: prodigyopt.Prodigy(p, 1), torch.float32)},
        "amsgrad": falling_gradients(),
    }
    path = pathlib.Path(__file__).with_name("trajectories.json")
    path.write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(len(paths), "trajectories,", path.stat().st_size, "bytes")


main()
