"""Writes tiny.json: a network of 2-3-2 units on XOR, its K-FAC factors, and Muon's iteration.

    python generate-tiny.py       needs torch; Float64 on one thread

Weights are W1[i][j] = sin(1 + 2i + j) and W2[i][j] = sin(7 + 3i + j), biases 0, all four rows are
one batch. Losses are those before each of six steps. K-FAC is written out in NumPy: the factors of
the exact Fisher matrix, labels integrated out, the share π of the damping, and the gradient,
`[out, in + 1]` with the bias last, preconditioned in both forms.
"""

import json
import math
import pathlib

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

INPUTS = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
LABELS = torch.tensor([0, 1, 1, 0])
ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}
T = torch.optim


def network(activation="tanh"):
    model = nn.Sequential(nn.Linear(2, 3), ACTIVATIONS[activation](), nn.Linear(3, 2))
    with torch.no_grad():
        for layer, (first, step) in ((model[0], (1, 2)), (model[2], (7, 3))):
            for i in range(layer.out_features):
                for j in range(layer.in_features):
                    layer.weight[i, j] = math.sin(first + step * i + j)
            layer.bias.zero_()
    return model


def loss(model):
    return nn.functional.cross_entropy(model(INPUTS), LABELS)


def first(activation):
    model = network(activation)
    value = loss(model)
    value.backward()
    return {"loss": value.item(), "gradient": [p.grad.ravel().tolist() for p in model.parameters()]}


def six_steps(make):
    model = network()
    rule, losses = make(model.parameters()), []
    for _ in range(6):
        rule.zero_grad()
        value = loss(model)
        losses.append(value.item())
        value.backward()
        rule.step()
    return losses


TRACES = {
    "SGD": lambda p: T.SGD(p, 0.1),
    "momentum": lambda p: T.SGD(p, 0.05, momentum=0.9),
    "Nesterov": lambda p: T.SGD(p, 0.05, momentum=0.9, nesterov=True),
    "Adam": lambda p: T.Adam(p, 0.1),
    "AdamW": lambda p: T.AdamW(p, 0.1, weight_decay=0.1),
    "AdaGrad": lambda p: T.Adagrad(p, 0.1),
    "RMSprop": lambda p: T.RMSprop(p, 0.01),
    "NAdam": lambda p: T.NAdam(p, 0.1),
    "RAdam": lambda p: T.RAdam(p, 0.1),
    "Adamax": lambda p: T.Adamax(p, 0.1),
    "Adafactor": lambda p: T.Adafactor(p, 0.1),
}


def after_lbfgs():
    model = network()
    rule = T.LBFGS(model.parameters(), line_search_fn="strong_wolfe")

    def closure():
        rule.zero_grad()
        value = loss(model)
        value.backward()
        return value

    rule.step(closure)
    return loss(model).item()


def kfac(damping=0.1):
    model = network()
    w1, w2 = (model[k].weight.detach().numpy() for k in (0, 2))
    x = INPUTS.numpy()
    hidden = np.tanh(x @ w1.T)
    z = hidden @ w2.T
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    ones = np.ones((len(x), 1))
    seen = [np.hstack([x, ones]), np.hstack([hidden, ones])]
    a = [s.T @ s / len(x) for s in seen]
    g = [np.zeros((3, 3)), np.zeros((2, 2))]
    for label in range(2):
        # One label's gradients of −log p, weighted by how probable the model holds it.
        last = p - np.eye(2)[label]
        deltas = [last @ w2 * (1 - hidden**2), last]
        for layer, delta in enumerate(deltas):
            g[layer] += (delta * p[:, [label]]).T @ delta / len(x)
    loss(model).backward()
    layers = []
    for layer, module in enumerate((model[0], model[2])):
        whole = np.hstack([module.weight.grad.numpy(), module.bias.grad.numpy()[:, None]])
        share = math.sqrt(np.trace(a[layer]) / len(a[layer]) / (np.trace(g[layer]) / len(g[layer])))
        root = math.sqrt(damping)
        factored = (np.linalg.inv(g[layer] + root / share * np.eye(len(g[layer]))) @ whole
                    @ np.linalg.inv(a[layer] + root * share * np.eye(len(a[layer]))))
        # The whole damped Kronecker product, solved as one system: row-major vec(GVA) = (G⊗A)vec(V).
        product = np.kron(g[layer], a[layer])
        eigen = np.linalg.solve(product + damping * np.eye(len(product)), whole.ravel())
        layers.append({
            "inputs": a[layer].ravel().tolist(), "outputs": g[layer].ravel().tolist(),
            "share": share, "factored": factored.ravel().tolist(), "eigen": eigen.tolist(),
        })
    return layers


def newton_schulz():
    """Five of Muon's iterations on [[1, 2, 3], [4, 5, 6]], and what they approach."""
    x = np.array([[1.0, 2, 3], [4, 5, 6]])
    u, _, v = np.linalg.svd(x, full_matrices=False)
    exact = u @ v
    x /= np.linalg.norm(x)
    for _ in range(5):
        gram = x @ x.T
        x = 3.4445 * x - 4.775 * gram @ x + 2.0315 * gram @ gram @ x
    return {"values": x.ravel().tolist(), "singular": np.linalg.svd(x)[1].tolist(),
            "exact": exact.ravel().tolist()}


def main():
    result = {
        "torch": torch.__version__, "numpy": np.__version__,
        "first": {name: first(name) for name in ACTIVATIONS},
        "traces": {label: six_steps(make) for label, make in TRACES.items()},
        "after_lbfgs": after_lbfgs(), "kfac": kfac(), "newton_schulz": newton_schulz(),
    }
    path = pathlib.Path(__file__).with_name("tiny.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(path.stat().st_size, "bytes")


main()
