"""Writes diagnostics.json: what diagnostics measure after one step, by PyTorch and NumPy in Float64.

    python generate-diagnostics.py > diagnostics.json

Each network takes one step of gradient descent on all rows. Gradients are those of that step;
weights, activations and the Hessian are those behind it. The Hessian is PyTorch's own, whole, and
its eigenvalues are LAPACK's.
"""

import json
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu,
    "silu": torch.nn.functional.silu,
}


def case(name, activation, widths, rows, rate, scale, seed, push=0):
    random = np.random.default_rng(seed)
    # Numbers that Float32 holds exactly.
    draw = lambda *shape: np.round(random.normal(size=shape) * 256) / 256
    inputs = draw(rows, widths[0])
    labels = random.integers(widths[-1], size=rows)
    start = []
    for i, o in zip(widths, widths[1:]):
        start += [np.round(draw(o, i) * scale * 256) / 256, draw(o) / 2]
    start[1][:2] += push  # two units of the first layer, out of reach of every row
    x, y = torch.tensor(inputs), torch.tensor(labels)
    sizes = [w.size for w in start]
    flat = torch.tensor(np.concatenate([w.ravel() for w in start]))

    def outputs(theta):
        parts = [
            p.reshape(w.shape) for p, w in zip(torch.split(theta, sizes), start)]
        hidden, a = [], x
        for layer in range(0, len(parts), 2):
            a = a @ parts[layer].T + parts[layer + 1]
            if layer < len(parts) - 2:
                z = a
                a = ACTIVATIONS[activation](z)
                hidden.append((z, a))
        return hidden, a

    loss = lambda theta: torch.nn.functional.cross_entropy(outputs(theta)[1], y)
    theta = flat.clone().requires_grad_()
    gradient, = torch.autograd.grad(loss(theta), theta)
    after = (theta - rate * gradient).detach()
    hessian = torch.autograd.functional.hessian(loss, after).numpy()
    eigenvalues = np.linalg.eigvalsh((hessian + hessian.T) / 2)
    metrics = {
        "hessian_max": eigenvalues[-1], "rate_times_sharpness": rate * eigenvalues[-1]}
    for place, (g, new, old) in enumerate(zip(
            torch.split(gradient, sizes), torch.split(after, sizes), torch.split(flat, sizes))):
        tensor = f"{place // 2 * 2}.{'bias' if place % 2 else 'weight'}"
        metrics[f"grad_norm/{tensor}"] = float(g.norm())
        metrics[f"weight_norm/{tensor}"] = float(new.norm())
        metrics[f"update_ratio/{tensor}"] = float((new - old).norm() / old.norm())
    for layer, (z, values) in enumerate(outputs(after)[0]):
        f = values.numpy()
        z = z.clone().requires_grad_()
        slopes = torch.autograd.grad(ACTIVATIONS[activation](z).sum(), z)[0].numpy()
        module = 2 * layer + 1
        metrics[f"activation_mean/{module}"] = f.mean()
        metrics[f"activation_std/{module}"] = f.std()
        metrics[f"dead_units/{module}"] = float(
            np.all(np.abs(slopes) <= 0.001, axis=0).mean())
        live = f[:, np.any(f != 0, axis=0)]
        unit = live / np.linalg.norm(live, axis=0)
        spectrum = np.linalg.eigvalsh(unit.T @ unit / unit.shape[1])
        metrics[f"effective_units/{module}"] = 1 / float(np.sum(spectrum**2))
    print(name, eigenvalues[[0, -2, -1]], file=sys.stderr)
    return {
        "name": name, "activation": activation, "widths": widths, "rate": rate,
        "inputs": inputs.ravel().tolist(), "labels": labels.tolist(),
        "weights": [w.ravel().tolist() for w in start],
        "metrics": {k: float(v) for k, v in metrics.items()},
    }


json.dump(
    {
        "torch": torch.__version__.split("+")[0], "numpy": np.__version__,
        "cases": [
            case("tanh", "tanh", [3, 7, 5, 3], 40, 0.1, 0.6, 1),
            case("logistic units, some saturated", "sigmoid", [3, 6, 3], 30, 0.05, 8, 2, push=60),
            case("ReLU, some dead", "relu", [2, 12, 8, 3], 36, 0.02, 0.8, 3, push=-9),
            case("SiLU, some out of reach", "silu", [3, 6, 5, 3], 32, 0.05, 0.8, 4, push=-30),
        ],
    }, sys.stdout, separators=(",", ":"))
print()
