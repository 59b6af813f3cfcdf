"""Writes matrix.json: losses of 100 steps by the optimizers that treat weights as matrices.

    python generate-matrix.py       needs torch; one thread, Float64, the same numbers each time

Every rule but L-BFGS is written out here from its paper, in the orientation of nn.Linear, `[out,
in]`, one readable step after another; L-BFGS is torch.optim.LBFGS. Muon is torch.optim.Muon's
step without its cast to bfloat16. Inputs and first weights are exact in Float32. Batches are taken
in file order, the last one of an epoch incomplete; L-BFGS sees all rows at once.

SOAP has networks of its own. Its first basis holds the eigenvectors of one batch's statistics, and
where those have an eigenvalue twice, as 0 under a softmax or in a weight that is not square, the
vectors are anything in a plane, and so is what Adam does in it: there two sound implementations
part. So weights are square there, or only the side is preconditioned that a batch fills.
"""

import json
import math
import pathlib

import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

ROWS, BATCH, STEPS = 48, 20, 100

NETWORKS = {
    "deep-tanh": ([6, 7, 5, 3], "tanh", "cross-entropy"),
    "sigmoid": ([5, 8, 2], "sigmoid", "square"),
    "logistic": ([4, 6, 1], "tanh", "logistic"),
    "wide": ([17, 33, 10], "tanh", "cross-entropy"),
    "square-tanh": ([5, 5, 5, 5], "tanh", "square"),
    "square-sigmoid": ([6, 6, 6], "sigmoid", "square"),
    "rectangular-1": ([7, 4, 6], "tanh", "square"),
    "rectangular-2": ([6, 4, 9], "tanh", "square"),
}

ACTIVATIONS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
LOSSES = {
    "cross-entropy": nn.CrossEntropyLoss,
    "logistic": nn.BCEWithLogitsLoss,
    "square": nn.MSELoss,
}


def newton_schulz(g, steps, coefficients=(3.4445, -4.775, 2.0315), epsilon=1e-7):
    a, b, c = coefficients
    x = g.T if g.shape[0] > g.shape[1] else g
    x = x / x.norm().clamp(min=epsilon)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if g.shape[0] > g.shape[1] else x


class Muon:
    def __init__(self, model, lr=1e-3, momentum=0.95, nesterov=True, weight_decay=0.1, ns_steps=5,
                 adjust_lr="original", adamw_lr=1e-3):
        weights = [p for p in model.parameters() if p.ndim == 2][:-1]
        rest = [p for p in model.parameters() if all(p is not w for w in weights)]
        self.weights, self.buffers = weights, [torch.zeros_like(w) for w in weights]
        self.rest = torch.optim.AdamW(rest, lr=adamw_lr, weight_decay=0.01)
        self.lr, self.mu, self.nesterov = lr, momentum, nesterov
        self.decay, self.steps, self.adjust = weight_decay, ns_steps, adjust_lr

    def step(self):
        for w, b in zip(self.weights, self.buffers):
            b.lerp_(w.grad, 1 - self.mu)
            u = w.grad.lerp(b, self.mu) if self.nesterov else b
            rows, columns = w.shape
            factor = {
                "original": math.sqrt(max(1, rows / columns)),
                "match_rms_adamw": 0.2 * math.sqrt(max(rows, columns)),
                "spectral_unclamped": math.sqrt(rows / columns),
            }[self.adjust]
            w.mul_(1 - self.lr * self.decay)
            w.sub_(self.lr * factor * newton_schulz(u, self.steps))
        self.rest.step()


class Shampoo:
    def __init__(self, model, lr=1e-3, momentum=0.9, epsilon=1e-6, statistics_decay=1.0,
                 root_every=20, graft="adam", weight_decay=0.0):
        self.parameters = list(model.parameters())
        self.lr, self.mu, self.epsilon, self.d = lr, momentum, epsilon, statistics_decay
        self.every, self.graft, self.decay = root_every, graft, weight_decay
        self.t = 0
        self.state = [
            {"stats": [torch.zeros(n, n) for n in p.shape], "v": torch.zeros_like(p),
             "b": torch.zeros_like(p)} for p in self.parameters
        ]

    def step(self):
        self.t += 1
        for p, s in zip(self.parameters, self.state):
            g, order = p.grad, p.ndim
            seen = [torch.outer(g, g)] if order == 1 else [g @ g.T, g.T @ g]
            for h, new in zip(s["stats"], seen):
                h.mul_(self.d).add_(new, alpha=1 if self.d == 1 else 1 - self.d)
            if (self.t - 1) % self.every == 0:
                s["roots"] = []
                for h in s["stats"]:
                    values, vectors = torch.linalg.eigh(h)
                    power = (values.clamp(min=0) + self.epsilon) ** (-1 / (2 * order))
                    s["roots"].append(vectors @ torch.diag(power) @ vectors.T)
            u = s["roots"][0] @ g
            if order == 2:
                u = u @ s["roots"][1]
            if self.graft == "sgd":
                u = u * g.norm() / u.norm()
            elif self.graft == "adam":
                s["v"].mul_(0.999).addcmul_(g, g, value=0.001)
                adam = g / ((s["v"] / (1 - 0.999 ** self.t)).sqrt() + 1e-8)
                u = u * adam.norm() / u.norm()
            s["b"].mul_(self.mu).add_(u)
            p.mul_(1 - self.lr * self.decay)
            p.sub_(self.lr * s["b"])


class SOAP:
    def __init__(self, model, lr=3e-3, beta1=0.95, beta2=0.95, shampoo_beta=0.95, epsilon=1e-8,
                 weight_decay=0.01, precondition_every=10, max_precondition_dim=10000):
        self.widest = max_precondition_dim
        self.parameters = list(model.parameters())
        self.lr, self.beta1, self.beta2, self.d = lr, beta1, beta2, shampoo_beta
        self.epsilon, self.decay, self.every = epsilon, weight_decay, precondition_every
        self.t = -1
        self.state = [
            {"m": torch.zeros_like(p), "v": torch.zeros_like(p)} for p in self.parameters
        ]

    def step(self):
        self.t += 1
        for p, s in zip(self.parameters, self.state):
            g, matrix = p.grad, p.ndim == 2
            if self.t == 0:
                if matrix:
                    s["l"], s["r"] = (1 - self.d) * g @ g.T, (1 - self.d) * g.T @ g
                    s["ql"], s["qr"] = self.basis(s["l"]), self.basis(s["r"])
                continue
            turned = s["ql"].T @ g @ s["qr"] if matrix else g
            s["m"].mul_(self.beta1).add_(turned, alpha=1 - self.beta1)
            s["v"].mul_(self.beta2).addcmul_(turned, turned, value=1 - self.beta2)
            n = s["m"] / (s["v"].sqrt() + self.epsilon)
            n = n * math.sqrt(1 - self.beta2 ** self.t) / (1 - self.beta1 ** self.t)
            p.sub_(self.lr * (s["ql"] @ n @ s["qr"].T if matrix else n))
            p.mul_(1 - self.lr * self.decay)
            if not matrix:
                continue
            s["l"].mul_(self.d).add_(g @ g.T, alpha=1 - self.d)
            s["r"].mul_(self.d).add_(g.T @ g, alpha=1 - self.d)
            if self.t % self.every == 0:
                plain = s["ql"] @ s["m"] @ s["qr"].T
                s["ql"], left = self.refreshed(s["ql"], s["l"])
                s["qr"], right = self.refreshed(s["qr"], s["r"])
                s["v"] = s["v"][left][:, right]
                s["m"] = s["ql"].T @ plain @ s["qr"]

    def basis(self, matrix):
        n = len(matrix)
        return torch.eye(n) if n > self.widest else torch.linalg.eigh(matrix)[1].flip(1)

    def refreshed(self, q, matrix):
        if len(matrix) > self.widest:
            return q, torch.arange(len(matrix))
        order = torch.argsort(torch.diag(q.T @ matrix @ q), descending=True)
        return torch.linalg.qr(matrix @ q[:, order])[0], order


class KFAC:
    """The Fisher matrix exact or empirical; sampled labels would need the same random numbers."""

    def __init__(self, model, loss, lr=0.1, damping=1e-3, damping_form="factored", fisher="exact",
                 factor_decay=0.95, factor_every=1, inverse_every=10, kl_clip=1e-3, momentum=0.9,
                 weight_decay=0.0):
        self.layers = [m for m in model if isinstance(m, nn.Linear)]
        self.model, self.loss, self.lr = model, loss, lr
        self.damping, self.form, self.fisher = damping, damping_form, fisher
        self.decay, self.factor_every, self.inverse_every = factor_decay, factor_every, inverse_every
        self.clip, self.mu, self.l2 = kl_clip, momentum, weight_decay
        self.t, self.k, self.a, self.g = 0, 0, {}, {}
        self.b = [0 for _ in self.layers]

    def gradients(self, inputs, targets):
        """For each set of labels its weight per example, and what −log p is summed over."""
        z = self.model(inputs)
        if self.fisher == "empirical":
            target = targets if self.loss == "cross-entropy" else targets.reshape(z.shape)
            yield LOSSES[self.loss](reduction="none")(z, target).reshape(len(z), -1).mean(1), 1
        elif self.loss == "cross-entropy":
            p = z.softmax(1).detach()
            for c in range(z.shape[1]):
                yield -z.log_softmax(1)[:, c], p[:, c]
        elif self.loss == "logistic":
            p = z.sigmoid().detach()[:, 0]
            for y in (0.0, 1.0):
                yield nn.BCEWithLogitsLoss(reduction="none")(
                    z, torch.full_like(z, y))[:, 0], p if y else 1 - p
        else:
            for c in range(z.shape[1]):
                yield math.sqrt(2 / z.shape[1]) * z[:, c], 1

    def observe(self, inputs, targets):
        sums, seen = {}, {}

        def hook(layer, arguments, output):
            seen[layer] = arguments[0].detach()
            output.retain_grad()
            sums[layer] = output

        handles = [layer.register_forward_hook(hook) for layer in self.layers]
        new_g = {layer: 0 for layer in self.layers}
        for value, weight in self.gradients(inputs, targets):
            for layer in self.layers:
                sums[layer].grad = None
            value.sum().backward(retain_graph=True)
            for layer in self.layers:
                g = sums[layer].grad
                w = weight if torch.is_tensor(weight) else torch.full((len(inputs),), float(weight))
                new_g[layer] = new_g[layer] + (g * w[:, None]).T @ g / len(inputs)
        for handle in handles:
            handle.remove()
        self.k += 1
        keep = min(1 - 1 / self.k, self.decay)
        for layer in self.layers:
            a = torch.cat([seen[layer], torch.ones(len(inputs), 1)], 1)
            a = a.T @ a / len(inputs)
            self.a[layer] = keep * self.a.get(layer, 0) + (1 - keep) * a
            self.g[layer] = keep * self.g.get(layer, 0) + (1 - keep) * new_g[layer]

    def step(self):
        total = self.damping + self.l2
        if self.t % self.inverse_every == 0:
            self.inverse = {}
            for layer in self.layers:
                a, g = self.a[layer].detach(), self.g[layer].detach()
                if self.form == "eigen":
                    self.inverse[layer] = (*torch.linalg.eigh(a), *torch.linalg.eigh(g))
                else:
                    pi = math.sqrt((a.trace() / len(a)) / (g.trace() / len(g)))
                    root = math.sqrt(total)
                    self.inverse[layer] = (
                        torch.linalg.inv(a + pi * root * torch.eye(len(a))),
                        torch.linalg.inv(g + root / pi * torch.eye(len(g))),
                    )
        self.t += 1
        directions, product = [], 0
        for layer in self.layers:
            w = torch.cat([layer.weight, layer.bias[:, None]], 1)
            d = torch.cat([layer.weight.grad, layer.bias.grad[:, None]], 1) + self.l2 * w
            if self.form == "eigen":
                da, qa, dg, qg = self.inverse[layer]
                v = qg @ ((qg.T @ d @ qa) / (torch.outer(dg, da) + total)) @ qa.T
            else:
                a, g = self.inverse[layer]
                v = g @ d @ a
            directions.append(v)
            product += self.lr ** 2 * (v * d).sum().item()
        nu = min(1, math.sqrt(self.clip / abs(product))) if self.clip > 0 else 1
        for index, (layer, v) in enumerate(zip(self.layers, directions)):
            self.b[index] = self.mu * self.b[index] + nu * v
            layer.weight.sub_(self.lr * self.b[index][:, :-1])
            layer.bias.sub_(self.lr * self.b[index][:, -1])


CASES = {
    "muon": (Muon, {"name": "muon", "lr": 0.02}),
    "muon-rms": (Muon, {"name": "muon", "lr": 0.05, "momentum": 0.9, "nesterov": False,
                        "weight_decay": 0, "ns_steps": 3, "adjust_lr": "match_rms_adamw",
                        "adamw_lr": 0.01}),
    "muon-spectral": (Muon, {"name": "muon", "lr": 0.01, "adjust_lr": "spectral_unclamped"}),
    "kfac-exact": (KFAC, {"name": "kfac", "fisher": "exact", "damping": 0.01}),
    "kfac-eigen": (KFAC, {"name": "kfac", "fisher": "exact", "damping": 0.03,
                          "damping_form": "eigen", "factor_every": 2, "inverse_every": 3,
                          "weight_decay": 0.01, "momentum": 0.5}),
    "kfac-empirical": (KFAC, {"name": "kfac", "fisher": "empirical", "damping": 0.1, "lr": 0.05,
                              "kl_clip": 0, "momentum": 0, "factor_decay": 0.8}),
    "lbfgs": (None, {"name": "lbfgs", "max_iter": 3, "history_size": 5}),
    "lbfgs-fixed": (None, {"name": "lbfgs", "max_iter": 2, "lr": 0.1, "line_search": "none"}),
    "shampoo": (Shampoo, {"name": "shampoo", "lr": 0.005}),
    "shampoo-plain": (Shampoo, {"name": "shampoo", "lr": 0.05, "graft": "none", "momentum": 0,
                                "root_every": 1, "epsilon": 1e-4}),
    "shampoo-mean": (Shampoo, {"name": "shampoo", "lr": 0.1, "graft": "sgd", "root_every": 4,
                               "statistics_decay": 0.9, "weight_decay": 0.1}),
    "soap": (SOAP, {"name": "soap", "lr": 0.01}),
    "soap-fast": (SOAP, {"name": "soap", "lr": 0.003, "beta1": 0.9, "beta2": 0.99,
                         "shampoo_beta": 0.8, "weight_decay": 0.1, "precondition_every": 1,
                         "epsilon": 1e-4}),
    "soap-one-side": (SOAP, {"name": "soap", "lr": 0.01, "max_precondition_dim": 4,
                             "precondition_every": 3}),
}


def is_for(label, name):
    """Which cases a network is for; see above."""
    if name == "wide":
        # The others learn 48 rows by heart there, and a loss of 1e-6 is round-off in Float32.
        return label in ("muon", "muon-rms", "kfac-eigen", "shampoo")
    if name.startswith("rectangular"):
        return label == "soap-one-side"
    return label in ("soap", "soap-fast") if name.startswith("square") else "soap" not in label



def network(widths, activation):
    layers = []
    for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        if index > 0:
            layers.append(ACTIVATIONS[activation]())
        layers.append(nn.Linear(inputs, outputs))
    return nn.Sequential(*layers)


def data(widths, loss):
    inputs = torch.randn(ROWS, widths[0]).float().double()
    scores = inputs @ torch.randn(widths[0], max(2, widths[-1]))
    scores = scores + 2 * torch.randn(ROWS, max(2, widths[-1]))
    if loss == "cross-entropy":
        return inputs, scores.argmax(1)
    if loss == "logistic":
        return inputs, scores.argmax(1).double().reshape(-1, 1)
    return inputs, torch.sin(scores[:, : widths[-1]]).float().double()


def lbfgs_trace(model, criterion, inputs, targets, settings):
    keys = {k: v for k, v in settings.items() if k not in ("name", "line_search")}
    search = None if settings.get("line_search") == "none" else "strong_wolfe"
    optimizer = torch.optim.LBFGS(model.parameters(), line_search_fn=search, **keys)
    losses = []

    def closure():
        optimizer.zero_grad()
        value = criterion(model(inputs), targets)
        value.backward()
        return value

    for _ in range(10):
        losses.append(optimizer.step(closure).item())
    return losses, optimizer.state[optimizer._params[0]]["func_evals"]


def rosenbrock(search):
    """Where torch.optim.LBFGS stands on (1 − x)² + 100(y − x²)² after each of its steps."""
    theta = torch.tensor([-1.2, 1.0], requires_grad=True)
    rate = 1 if search else 1e-4
    optimizer = torch.optim.LBFGS([theta], lr=rate, max_iter=4, line_search_fn=search)

    def closure():
        optimizer.zero_grad()
        value = (1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2
        value.backward()
        return value

    path = []
    for _ in range(8):
        optimizer.step(closure)
        path.append(theta.tolist())
    return {"search": search or "none", "lr": rate, "path": path,
            "evaluations": optimizer.state[theta]["func_evals"]}


def trace(model, loss, inputs, targets, make, settings):
    criterion = LOSSES[loss]()
    if make is None:
        return lbfgs_trace(model, criterion, inputs, targets, settings)
    arguments = {k: v for k, v in settings.items() if k != "name"}
    optimizer = make(model, loss, **arguments) if make is KFAC else make(model, **arguments)
    losses = []
    while len(losses) < STEPS:
        for first in range(0, ROWS, BATCH):
            x, y = inputs[first : first + BATCH], targets[first : first + BATCH]
            if make is KFAC and optimizer.t % optimizer.factor_every == 0:
                optimizer.observe(x, y)
            model.zero_grad()
            value = criterion(model(x), y)
            losses.append(value.item())
            value.backward()
            with torch.no_grad():
                optimizer.step()
    return losses[:STEPS], None


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def main():
    result = {"torch": torch.__version__, "batch_size": BATCH, "networks": [],
              "rosenbrock": [rosenbrock("strong_wolfe"), rosenbrock(None)]}
    for seed, (name, (widths, activation, loss)) in enumerate(NETWORKS.items(), start=11):
        torch.manual_seed(seed)
        inputs, targets = data(widths, loss)
        start = {k: v.float().double() for k, v in network(widths, activation).state_dict().items()}
        traces = []
        for label, (make, settings) in CASES.items():
            if not is_for(label, name):
                continue
            model = network(widths, activation)
            model.load_state_dict(start)
            losses, evaluations = trace(model, loss, inputs, targets, make, settings)
            traces.append({
                "label": label, "optimizer": settings, "losses": losses,
                **({"evaluations": evaluations} if evaluations else {}),
            })
            print(name, label, losses[0], losses[-1])
        result["networks"].append({
            "name": name, "widths": widths, "activation": activation, "loss": loss,
            "inputs": flat(inputs), "targets": flat(targets),
            "tensors": [
                {"name": key, "shape": list(value.shape), "values": flat(value)}
                for key, value in start.items()
            ],
            "traces": traces,
        })
    path = pathlib.Path(__file__).with_name("matrix.json")
    path.write_text(json.dumps(result, separators=(",", ":")) + "\n")


main()
